import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ASSENT, createWorld, planFile, type World } from '../tools/assent.ts';
import { describeWith } from '../tools/needs.ts';

let world: World;
beforeEach(() => {
  world = createWorld({ 'near.txt': 'near\n', 'gone.txt': 'gone\n', 'mnt/hidden.txt': 'under the mount\n' });
});
afterEach(() => world.remove());

const isRealRoot =
  process.getuid?.() === 0 &&
  /^\s*0\s+0\s+4294967295\s*$/m.test(readFileSync('/proc/self/uid_map', 'latin1'));

/** Arguments: node, the product, the plan. Prints the tree before, after the preview, applied and undone. */
const SCRIPT = [
  'set -e; mount -t tmpfs tmpfs mnt; mkdir mnt/dir; echo far > mnt/far.txt; echo deep > mnt/dir/deep.txt',
  'find . -exec touch -d @1700000000 {} +',
  'tree() { echo "== $1"; find . -type f ! -name "*.json" -printf "%P %m %T@ " -exec cat {} ";" | sort; }',
  'tree before; "$1" "$2" run --preview "$3" >/dev/null 2>&1; tree previewed',
  '"$1" "$2" run --apply --yes "$3" >&2; tree applied; "$1" "$2" undo --yes >&2; tree undone',
].join('\n');

describeWith(['bwrap', 'unshare', 'mount', 'nsenter'])(
  'with another file system mounted in the project',
  () => {
    it.runIf(isRealRoot)('a plan for both is previewed, applied and taken back', () => {
      const plan = planFile(world, [
        'echo more >> near.txt; echo more >> mnt/far.txt; rm gone.txt mnt/dir/deep.txt',
        'echo new > mnt/dir/new.txt; mv mnt/far.txt moved.txt; chmod 600 near.txt; mkdir mnt/made; mv near.txt mnt/made/',
      ]);
      const said = execFileSync(
        'unshare',
        [
          '--mount',
          '--',
          '/bin/bash',
          '--noprofile',
          '--norc',
          '-c',
          SCRIPT,
          'nested',
          process.execPath,
          ASSENT,
          plan,
        ],
        { cwd: world.cwd, env: world.env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
      );
      const trees = new Map(
        said
          .split('== ')
          .slice(1)
          .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)] as const),
      );
      const before = trees.get('before')!;
      expect(before).toMatch(/mnt\/far\.txt .* far\n/);
      expect(before).not.toContain('hidden');
      expect(trees.get('previewed')).toBe(before);
      const applied = trees.get('applied')!;
      expect(applied).toMatch(/^mnt\/dir\/new\.txt .* new$/m);
      expect(applied).toMatch(/^mnt\/made\/near\.txt 600 .* near$/m);
      expect(applied).toMatch(/^moved\.txt .* far$/m);
      expect(applied).not.toMatch(/^(?:gone|near)\.txt|deep\.txt|far\.txt/m);
      expect(trees.get('undone')).toBe(before);
      expect(readFileSync(`${world.cwd}/mnt/hidden.txt`, 'utf8')).toBe('under the mount\n');
    });
  },
);
