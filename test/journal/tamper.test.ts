import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Audit } from '../../src/journal/audit.ts';
import { erase } from '../../src/journal/erase.ts';
import { readAudit } from '../../src/journal/read.ts';
import { readRecord, render, seal } from '../../src/journal/record.ts';
import { verify } from '../../src/journal/verify.ts';
import { ended, event, request, started, stateFolder } from './folder.ts';

/** A record of two requests with every kind of event that is kept. */
async function recorded() {
  const state = stateFolder();
  const journal = state.open();
  for (const text of ['show the ten largest files', '列出最大的文件 🗂 �']) {
    await journal.append(request(text));
    await journal.append(event({ type: 'context', bytes: 10, tainted: [] }));
    await journal.append(
      event({ type: 'approval', planHash: 'ab', decision: 'run', stepId: 's1', by: 'key' }),
    );
    await journal.append(started('du -a . | sort -n | tail'));
    await journal.append(ended());
  }
  return { ...state, journal, bytes: readFileSync(state.file) };
}

const linesOf = (bytes: Buffer): Buffer[] =>
  bytes
    .toString('latin1')
    .split(/(?<=\n)/)
    .map((line) => Buffer.from(line, 'latin1'));

describe('tampering with the record', () => {
  it('is found: any byte changed, removed or added, any line removed, moved, doubled', async () => {
    const { database, file, bytes } = await recorded();
    const lines = linesOf(bytes);
    const at = fc.nat(bytes.length - 1);
    const line = fc.nat(lines.length - 1);
    const tampered = fc.oneof(
      fc.tuple(at, fc.integer({ min: 1, max: 255 })).map(([place, xor]) => {
        const copy = Buffer.from(bytes);
        copy[place] = copy[place]! ^ xor;
        return copy;
      }),
      fc
        .tuple(at, fc.integer({ min: 1, max: 900 }))
        .map(([place, length]) => Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + length)])),
      fc
        .tuple(at, fc.uint8Array({ minLength: 1, maxLength: 40 }))
        .map(([place, added]) => Buffer.concat([bytes.subarray(0, place), added, bytes.subarray(place)])),
      fc.tuple(line, line).map(([from, to]) => {
        const copy = [...lines];
        const [taken] = copy.splice(from, 1);
        copy.splice(to, 0, taken!);
        return Buffer.concat(copy);
      }),
      fc.tuple(line, line).map(([from, to]) => Buffer.concat(lines.toSpliced(to, 0, lines[from]!))),
      fc.tuple(line, line).map(([from, to]) => Buffer.concat(lines.toSpliced(to, 1, lines[from]!))),
      line.map((gone) => Buffer.concat(lines.toSpliced(gone, 1))),
    );
    fc.assert(
      fc.property(tampered, (copy) => {
        fc.pre(!copy.equals(bytes));
        writeFileSync(file, copy);
        const result = verify(database, file);
        return !result.ok && result.problems.length > 0;
      }),
      { numRuns: 1500 },
    );
  });

  it('is found when a record is written anew with hashes that fit it', async () => {
    const { database, file, bytes } = await recorded();
    const lines = linesOf(bytes);
    for (let index = 0; index < lines.length; index++) {
      const read = readRecord(lines[index]!);
      if (!read.ok) throw new Error(read.why);
      const forged = render(seal(read.record, { ...read.record.payload, request: 'something harmless' }));
      writeFileSync(file, Buffer.concat(lines.toSpliced(index, 1, forged)));
      expect(verify(database, file).ok).toBe(false);
    }
  });

  it('is found when the whole chain is made anew, as long as the head is left', async () => {
    const { database, file, bytes } = await recorded();
    let prev = '0'.repeat(64);
    const forged = linesOf(bytes).map((line) => {
      const read = readRecord(line);
      if (!read.ok) throw new Error(read.why);
      const record = seal({ ...read.record, prev }, { ...read.record.payload, extra: 1 });
      prev = record.hash;
      return render(record);
    });
    writeFileSync(file, Buffer.concat(forged));
    expect(verify(database, file).problems).toMatchObject([{ kind: 'rewritten' }]);
  });

  it('is named: an edit, a deletion, a swap, a truncation, an insertion', async () => {
    const { database, file, bytes } = await recorded();
    const lines = linesOf(bytes);
    const kinds = (copy: readonly Buffer[]) => {
      writeFileSync(file, Buffer.concat(copy));
      return [...new Set(verify(database, file).problems.map(({ kind }) => kind))];
    };
    const edit = Buffer.from(lines[3]!.toString().replace('sort', 'rm'));
    expect(kinds(lines.toSpliced(3, 1, edit))).toEqual(['edited']);
    expect(kinds(lines.toSpliced(4, 1))).toEqual(['missing']);
    expect(kinds(lines.toSpliced(4, 2, lines[5]!, lines[4]!))).toEqual(['moved']);
    expect(kinds(lines.slice(0, -2))).toEqual(['cut']);
    expect(kinds(lines.toSpliced(6, 0, lines[2]!))).toEqual(['inserted']);
    rmSync(file);
    expect(verify(database, file).problems).toMatchObject(
      [{ kind: 'cut', text: /records 1 to 10/ }].map((p) => ({ ...p, text: expect.stringMatching(p.text) })),
    );
  });

  it('is not cried where text was forgotten, and is where text only vanished', async () => {
    const { database, file, journal } = await recorded();
    const audit = new Audit(database, file);
    const { request: name } = journal.mark()!;
    expect(erase(audit, (record) => record.request === name, new Date().toISOString())).toBe(5);
    expect(readFileSync(file, 'utf8')).not.toContain('最大');
    expect(readFileSync(file, 'utf8')).toContain('largest');
    expect(verify(database, file)).toMatchObject({ ok: true, records: 11, erased: 5, problems: [] });
    await journal.append(ended());
    expect(
      readAudit(file)
        .slice(-2)
        .map(({ type }) => type),
    ).toEqual(['forgotten', 'ended']);
    expect(erase(audit, (record) => record.request === 'none', '')).toBe(0);
    expect(erase(audit, () => true, new Date().toISOString())).toBe(6);
    expect(readFileSync(file, 'utf8')).not.toMatch(/largest|du -a/);
    expect(verify(database, file)).toMatchObject({ ok: true, erased: 11 });

    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replace(/"salt":"[0-9a-f]+","payload":\{.*\}\}\n$/, '"salt":null,"payload":null}\n'),
    );
    expect(verify(database, file).problems.map(({ kind }) => kind)).toContain('erased');
  });

  it('is told from an erasure killed between the new file and the new head', async () => {
    const { database, file, journal } = await recorded();
    const before = database.prepare('SELECT * FROM audit_head').get()!;
    erase(new Audit(database, file), () => true, new Date().toISOString());
    database
      .prepare('UPDATE audit_head SET count = ?, hash = ?, bytes = ?, synced = ?')
      .run(before.count!, before.hash!, before.bytes!, before.synced!);
    expect(verify(database, file)).toMatchObject({ ok: true, erased: 10 });
    await journal.append(ended());
    expect(verify(database, file)).toMatchObject({ ok: true, records: 13, erased: 10 });
  });
});
