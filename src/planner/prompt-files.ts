import diagnose from '../../prompts/diagnose.md';
import explain from '../../prompts/explain.md';
import plan from '../../prompts/plan.md';
import repair from '../../prompts/repair.md';
import revise from '../../prompts/revise.md';
import { sha256 } from '../plan/hash.ts';

export type PromptName = 'plan' | 'revise' | 'repair' | 'explain' | 'diagnose';

export interface PromptFile {
  readonly version: number;
  readonly purpose: string;
  /** What the model is told, without the front matter. */
  readonly text: string;
}

const SOURCES: Readonly<Record<PromptName, string>> = { plan, revise, repair, explain, diagnose };

/** The first line of plan.md gives this word; a plan that repeats another was made from a cut prompt. */
export const CANARY = 'heron';

export function promptFile(name: PromptName): PromptFile {
  return parsePromptFile(SOURCES[name]);
}

/** Names what a model was told: the hash of every prompt file, as it stands in each plan event. */
export function promptHash(): string {
  return sha256(Object.values(SOURCES).join('\0')).slice(0, 16);
}

/** Front matter (`version`, `purpose`) and text. @throws Error when the front matter is missing or not whole. */
export function parsePromptFile(source: string): PromptFile {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source);
  const fields = new Map(
    (match?.[1] ?? '').split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const version = Number(fields.get('version'));
  const purpose = fields.get('purpose');
  if (!match || !Number.isInteger(version) || !purpose)
    throw new Error('a prompt file needs version and purpose');
  return { version, purpose, text: match[2]!.trim() };
}
