import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileWhole } from '../config/write-file.ts';
import type { StalePin } from '../policy/finding.ts';
import { pinKey } from '../policy/rules/pins.ts';

const MAX_PINS = 1000;

const fileIn = (state: string) => join(state, 'pins.json');

/** Contents of files that changed since a rule was written, and a person said yes to; empty when nothing can be read. */
export function acceptedPins(state: string): ReadonlyMap<string, string> {
  return new Map(read(state).map(({ rule, file, hash }) => [pinKey(rule, file), hash]));
}

/** Remembers them in place of what was remembered before. What cannot be kept is asked about again. */
export function acceptPins(state: string, changed: readonly StalePin[]): void {
  if (changed.length === 0) return;
  const keys = new Set(changed.map(({ rule, file }) => pinKey(rule, file)));
  const others = read(state).filter(({ rule, file }) => !keys.has(pinKey(rule, file)));
  const pins = [...others, ...changed].slice(-MAX_PINS);
  try {
    writeFileWhole(fileIn(state), `${JSON.stringify({ version: 1, pins }, undefined, 2)}\n`);
  } catch {
    // The disk is full or the folder is gone: the next start asks again.
  }
}

function read(state: string): readonly StalePin[] {
  try {
    const { pins } = JSON.parse(readFileSync(fileIn(state), 'utf8')) as { pins?: unknown };
    return Array.isArray(pins) ? pins.filter(isPin) : [];
  } catch {
    return [];
  }
}

const isPin = (value: unknown): value is StalePin =>
  typeof value === 'object' &&
  value !== null &&
  ['rule', 'file', 'hash'].every((key) => typeof (value as Record<string, unknown>)[key] === 'string');
