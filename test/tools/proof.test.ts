import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { inChunks, OUT_OF_TIME, type Proof, type RunOptions, runProof, type Written } from './proof.ts';

const committed = fileURLToPath(new URL('../proof/results', import.meta.url));
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function options(more: Partial<RunOptions> = {}): RunOptions {
  const folder = mkdtempSync(join(tmpdir(), 'assent-proof-'));
  folders.push(folder);
  return { seed: 7, minutes: 1, cache: join(folder, 'cache'), results: join(folder, 'results'), ...more };
}

/** Ten cases in chunks of four; the sum of the chunks' seeds shows that the same cases were looked at. */
function counting(broken: { at?: number } = {}) {
  const begun: number[] = [];
  const proof: Proof = {
    name: 'counting',
    async run(given) {
      const seeds = await inChunks(given, 'cases', 10, 4, ({ index, size, seed }) => {
        if (index === broken.at) throw new Error('power cut');
        begun.push(size);
        return seed;
      });
      console.log('| a table |');
      return { ok: true, figures: { seeds } };
    },
  };
  return { proof, begun };
}

const read = (at: RunOptions, name = 'counting') =>
  JSON.parse(readFileSync(join(at.results, `${name}.json`), 'utf8')) as Written;

describe('the runner of proofs', () => {
  it('goes on where it was interrupted, with the same cases as an unbroken run', async () => {
    const broken = { at: 2 } as { at?: number };
    const at = options();
    const { proof, begun } = counting(broken);
    await expect(runProof(proof, at)).rejects.toThrow('power cut');
    delete broken.at;
    expect(await runProof(proof, at)).toBe(0);
    expect(begun).toEqual([4, 4, 2]);
    const whole = options();
    await runProof(counting().proof, whole);
    expect(read(at).figures).toEqual(read(whole).figures);
    expect(read(at)).toMatchObject({ name: 'counting', seed: 7, ok: true, report: ['| a table |'] });
    expect(read(at).commit).toMatch(/^[0-9a-f]{12}( with changes)?$/);
  });

  it('starts over when asked, and for another seed', async () => {
    const broken = { at: 2 } as { at?: number };
    const at = options();
    const { proof, begun } = counting(broken);
    await expect(runProof(proof, at)).rejects.toThrow();
    delete broken.at;
    await runProof(proof, { ...at, fresh: true });
    expect(begun).toEqual([4, 4, 4, 4, 2]);
    await runProof(proof, { ...at, seed: 8 });
    expect(begun).toHaveLength(8);
  });

  it('begins no chunk after its time, and says how to go on', async () => {
    const at = options({ minutes: -1 });
    const { proof, begun } = counting();
    expect(await runProof(proof, at)).toBe(OUT_OF_TIME);
    expect(begun).toEqual([]);
  });

  it('writes a smaller count to the cache: a try is not the promise', async () => {
    const at = options({ count: 3 });
    expect(await runProof(counting().proof, at)).toBe(0);
    expect(() => read(at)).toThrow();
    expect(readdirSync(at.cache)).toEqual(['counting.json']);
  });

  it('keeps only results that hold, of the full count', () => {
    for (const file of readdirSync(committed).filter((name) => name.endsWith('.json'))) {
      const result = JSON.parse(readFileSync(join(committed, file), 'utf8')) as Written;
      expect(result, file).toMatchObject({ ok: true, name: file.slice(0, -5) });
      expect(result.count, file).toBeUndefined();
    }
  });
});
