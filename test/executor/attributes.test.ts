import { linkSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { canReadAttributes, readAttributes, writeAttributes } from '../../src/executor/attributes.ts';
import { temporaryFolder } from './harness.ts';

const NAMES = ['a b', 'a\n\n# file: b', 'back\\012', 'eq=x', '-dash', '\xff\xfe', ' lead', 'cr\r'];
const VALUES = {
  'user.empty': '',
  'user.bin': '\0\xff\n0s"',
  'user.\xff': 'raw',
  'user.a=b\\\nc': 'odd',
  'user.-x': 'dash',
};

// By python3 where it is, else by getfattr and setfattr: what holds for one has to hold for the other.
it.runIf(canReadAttributes())(
  'sets, reads and takes away attributes of any name and value on files of any name',
  async () => {
    const folder = temporaryFolder();
    const paths = NAMES.map((name) => `${folder.path}/${name}`);
    for (const path of paths) writeFileSync(Buffer.from(path, 'latin1'), '');
    linkSync(paths[0]!, `${folder.path}/other name`);
    paths.push(`${folder.path}/other name`);
    const wanted = Object.fromEntries(
      Object.entries(VALUES).map(([name, value]) => [name, Buffer.from(value, 'latin1').toString('base64')]),
    );
    await writeAttributes(paths.map((path) => ({ path, now: {}, wanted })));
    expect(await readAttributes([...paths, `${folder.path}/missing`])).toEqual([
      ...paths.map(() => wanted),
      {},
    ]);
    await writeAttributes(paths.map((path) => ({ path, now: wanted, wanted: {} })));
    expect(await readAttributes(paths)).toEqual(paths.map(() => ({})));
    folder.remove();
  },
);
