import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, linkSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Place, place } from './place.ts';

let here: Place;
const DAYS = 86_400;

beforeEach(() => {
  here = place({
    'a.c': 'int alpha;\n',
    'a.h': 'int alpha;\n',
    'Note.TXT': 'x\n',
    'docs/b.c': 'alpha\nbeta\n',
    'docs/deep/c.c': 'gamma\n',
    'docs/deep/my key.log': 'alpha\n',
    'vendor/d.c': 'alpha\n',
    'empty.c': '',
    'out/': '',
  });
});
afterEach(() => here[Symbol.dispose]());

const at = (name: string) => join(here.cwd, name);

/** What the planned command prints, sorted, without ./ before the names. */
function found(request: string): string[] {
  const command = here.command(request);
  if (command === undefined) throw new Error(`declined: ${request}`);
  return execFileSync('bash', ['--norc', '-c', command], { cwd: here.cwd, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
    .map((line) => line.replace(/^\.\//, ''))
    .sort();
}

describe('requests that say clause by clause what is looked for', () => {
  it('leaves out what is named after "except" and "not"', () => {
    expect(
      found('Find all *.c files in the current directory tree except those in vendor directory'),
    ).toEqual(['a.c', 'docs/b.c', 'docs/deep/c.c', 'empty.c']);
    expect(found('Find all *.c files under the current directory whose names are not "a.c"')).not.toContain(
      'a.c',
    );
    expect(found('Search docs directory tree for files not ending in .c or .h')).toEqual([
      'docs/deep/my key.log',
    ]);
  });

  it('joins names and kinds by "or"', () => {
    symlinkSync('a.c', at('docs/link'));
    expect(found('Find all regular files or symlinks under docs directory')).toEqual([
      'docs/b.c',
      'docs/deep/c.c',
      'docs/deep/my key.log',
      'docs/link',
    ]);
    expect(found("Search for files named 'a.c' or 'a.h' in the current directory tree")).toEqual([
      'a.c',
      'a.h',
    ]);
  });

  it('takes bounds on an age for bounds, and not for an order', () => {
    const now = Date.now() / 1000;
    utimesSync(at('a.c'), now, now - 3 * DAYS);
    utimesSync(at('a.h'), now, now - 9 * DAYS);
    const request =
      'Find all regular files in the current directory tree that were last modified more than 1 day ago but less than 5 days ago';
    expect(found(request)).toEqual(['a.c']);
    utimesSync(at('a.h'), now, now - 7.5 * DAYS);
    expect(
      found('Find all regular files under the current directory last modified at least 7 days ago'),
    ).toEqual(['a.h']);
    expect(found('Find all files under the current directory modified in the last 5*24 hours')).toContain(
      'a.c',
    );
  });

  it('reads depth, links and rights', () => {
    expect(found('Find all *.c files in maximum 2 levels down the current directory')).not.toContain(
      'docs/deep/c.c',
    );
    expect(found('Find all *.c files in minimum 3 levels down the current directory')).toEqual([
      'docs/deep/c.c',
    ]);
    linkSync(at('a.c'), at('twin'));
    expect(found('Find files in the current directory tree that have more than 1 hard link')).toEqual([
      'a.c',
      'twin',
    ]);
    chmodSync(at('a.h'), 0o604);
    expect(found('Find *.h files in the current directory tree that are not readable by group')).toEqual([
      'a.h',
    ]);
  });

  it('looks at names where the word for files stands beside a quoted text, and at lines where it says so', () => {
    writeFileSync(at('docs/alpha'), 'nothing\n');
    expect(found('Locate all "alpha" files under and below docs')).toEqual(['docs/alpha']);
    expect(found("Find all files under docs that contain the string 'alpha'")).toEqual([
      'docs/b.c',
      'docs/deep/my key.log',
    ]);
    expect(
      found('Find all files/directories with spaces in their names under the current directory'),
    ).toEqual(['docs/deep/my key.log']);
    expect(found('Search for the file note.txt in the current folder ( case insensitive search )')).toEqual([
      'Note.TXT',
    ]);
  });

  it('orders and counts what it finds', () => {
    expect(found('Count the number of regular files in the docs directory tree')).toEqual(['3']);
    expect(
      found('sort based on size and display the top 1 largest regular files in the docs directory'),
    ).toEqual(['docs/b.c']);
  });

  it('deletes only where a place is said, and what a dot begins is a name', () => {
    writeFileSync(at('docs/x.svn'), '');
    const command = here.command("Delete all directories named '.svn' under the current directory tree");
    expect(command).toContain("-name '.svn'");
    expect(command).not.toContain('*.svn');
    execFileSync('bash', ['--norc', '-c', command!], { cwd: here.cwd });
    expect(existsSync(at('docs/x.svn'))).toBe(true);
    for (const request of [
      'Delete all files under the current directory or move them',
      'remove the execute permission of all files under docs that are not needed',
      'delete all *.c files from the folder nowhere',
    ])
      expect(here.command(request) ?? '', request).not.toMatch(/-delete|\brm\b/);
  });

  it('declines where a word of the request has no part in the command', () => {
    for (const request of [
      'Find all *.c files in the current directory tree written by somebody I know',
      'Find all files under docs excluding the ones listed in keep.txt',
    ])
      expect(here.command(request), request).toBeUndefined();
  });
});
