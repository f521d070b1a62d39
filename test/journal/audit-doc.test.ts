import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Audit } from '../../src/journal/audit.ts';
import { headText } from '../../src/journal/audit-report.ts';
import { erase } from '../../src/journal/erase.ts';
import { verify } from '../../src/journal/verify.ts';
import { ended, request, started, stateFolder } from './folder.ts';

const page = readFileSync(new URL('../../docs/audit.md', import.meta.url), 'utf8');

describe('docs/audit.md', () => {
  it('gives a checker that needs no assent and comes to the same head', async () => {
    const { open, database, file, folder } = stateFolder();
    const journal = open();
    await journal.append(request('列出文件 "quoted" \\ \u2028'));
    await journal.append(started('ls -la'));
    await journal.append(ended());
    erase(new Audit(database, file), ({ type }) => type === 'request', new Date().toISOString());
    const script = join(folder, 'check.mjs');
    writeFileSync(script, /```js\n([\s\S]*?)```/.exec(page)![1]!);
    const check = () =>
      execFileSync(process.execPath, [script, file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    expect(check().trim()).toBe(headText(verify(database, file).head));
    writeFileSync(file, readFileSync(file, 'utf8').replace('ls -la', 'ls -lb'));
    expect(check).toThrow('record 2 does not fit');
  });

  it('shows a line with the members a real one has', async () => {
    const { open, file } = stateFolder();
    await open().append(started('ls'));
    const shown = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)![1]!);
    expect(Object.keys(shown)).toEqual(Object.keys(JSON.parse(readFileSync(file, 'utf8'))));
  });
});
