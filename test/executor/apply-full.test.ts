import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { jailWorks } from '../tools/jail.ts';
import { temporaryFolder } from './harness.ts';

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
