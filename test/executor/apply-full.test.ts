import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { jailWorks } from '../tools/jail.ts';
import { temporaryFolder } from './harness.ts';
import { manifest } from './manifest.ts';

it.runIf(jailWorks())('puts everything back when the disk is full in the middle', () => {
  const folder = temporaryFolder();
  const [small, roomy] = ['small', 'roomy'].map((name) => join(folder.path, name)) as [string, string];
  for (const path of [small, roomy]) mkdirSync(path);
  const script = fileURLToPath(new URL('apply-on-full-disk.ts', import.meta.url));
  const disk = [
    '--bind',
    '/',
    '/',
    '--dev',
    '/dev',
    '--proc',
    '/proc',
    '--size',
    '4194304',
    '--tmpfs',
    small,
  ];
  const said = execFileSync(
    'bwrap',
    [...disk, '--', process.execPath, '--no-warnings', script, small, roomy],
    {
      encoding: 'utf8',
    },
  );
  folder.remove();
  expect(JSON.parse(said)).toEqual({
    refused: [{ path: '', reason: expect.stringMatching(/No space left.*everything was put back/) }],
    unchanged: true,
    kept: 0,
    fits: [],
    undone: [],
    again: true,
  });
});

it.runIf(jailWorks())('applies nothing where the file system is read-only', () => {
  const folder = temporaryFolder();
  const [tree, roomy] = ['tree', 'roomy'].map((name) => join(folder.path, name)) as [string, string];
  for (const path of [tree, join(tree, 'd'), roomy]) mkdirSync(path);
  for (const name of ['one', 'd/x']) writeFileSync(join(tree, name), name);
  const before = manifest(tree, { times: true });
  const script = fileURLToPath(new URL('apply-on-read-only.ts', import.meta.url));
  const place = ['--bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--ro-bind', tree, tree];
  const said = execFileSync(
    'bwrap',
    [...place, '--', process.execPath, '--no-warnings', script, tree, roomy],
    { encoding: 'utf8' },
  );
  const after = manifest(tree, { times: true });
  folder.remove();
  expect(JSON.parse(said)).toEqual({
    refused: [{ path: '', reason: expect.stringMatching(/read-only.*everything was put back/i) }],
    kept: 0,
  });
  expect(after).toBe(before);
});
