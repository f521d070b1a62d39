import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createJudge, type JudgeInput, judgeSteps } from '../../src/facts/judge.ts';
import type { Verdict } from '../../src/policy/types.ts';

/** A home folder with a project in it, real files, removed after the test. */
export function makeWorld(files: Readonly<Record<string, string>> = {}) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'assent-facts-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const home = join(root, 'home');
  const project = join(home, 'project');
  mkdirSync(project, { recursive: true });
  const write = (path: string, text: string, mode = 0o644) => {
    const file = join(project, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode });
    return file;
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const under = (name: string) => join(home, name, 'assent');
  const env: Record<string, string> = { HOME: home, PATH: '/usr/local/bin:/usr/bin:/bin' };
  const input: JudgeInput = {
    cwd: () => project,
    env,
    paths: { config: under('.config'), state: under('.state'), cache: under('.cache'), data: under('.data') },
  };
  return {
    root,
    home,
    project,
    env,
    input,
    write,
    /** One verdict per command, judged as the steps of one plan. */
    async judge(...commands: string[]): Promise<readonly Verdict[]> {
      const steps = commands.map((command, index) => ({ id: `s${index}`, command, why: '' }));
      return createJudge(input).judge(steps, { cwd: project, tainted: [], stdin: 'none' });
    },
    async decide(command: string, more: Partial<JudgeInput> = {}): Promise<string> {
      const options = { cwd: project, tainted: [], stdin: 'none' } as const;
      const [judgement] = await judgeSteps([{ id: 'x', command }], options, { ...input, ...more });
      return judgement!.verdict.verdict;
    },
  };
}

/** The files of a plain repository, as `git init` leaves them. */
export const REPOSITORY = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/objects/info/x': '',
  '.git/config': '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n',
} as const;
