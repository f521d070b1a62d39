import { describe, expect, it } from 'vitest';
import { CHINESE } from '../../src/language/chinese.ts';
import { explained } from '../../src/machine/anomaly/evidence.ts';
import { detect } from '../../src/machine/anomaly/monitor.ts';
import type { Decision } from '../../src/schedule/admission.ts';
import { LIMITS, SIGNALS } from '../../src/schedule/limits.ts';
import { NO_LOAD } from '../../src/schedule/load.ts';
import { whyHeld } from '../../src/schedule/why.ts';
import { recording } from '../machine/recordings.ts';

const RECORDED = [
  'hog',
  'leak',
  'disk-jump',
  'disk-trend',
  'inodes',
  'network',
  'zombies',
  'swap',
  'failed-unit',
  'restart-loop',
  'journal-errors',
];

/** The figures of a text; a translation says the same ones. */
const figures = (text: string) => text.match(/\d[\d.:-]*\d|\d/g)?.sort() ?? [];

describe.each(RECORDED)('the notice of %s', (name) => {
  it('is told and explained in Chinese, with its figures', () => {
    const history = recording(name);
    const notices = detect(history);
    expect(notices.length).toBeGreaterThan(0);
    for (const notice of notices)
      for (const line of explained(notice, history)) {
        const text = line.replace(/^- /, '');
        if (text === '') continue;
        expect(CHINESE.of(text), text).toMatch(/\p{Script=Han}/u);
        expect(figures(CHINESE.of(text))).toEqual(figures(text));
      }
  });
});

it('tells in Chinese why a job waits', () => {
  const demand = { cpuSeconds: 1, cores: 1, memoryBytes: 1 };
  const job = { id: '7', priority: 0, readySince: 0, demand };
  const base = { zone: 'free', figures: { cpu: 91, memory: 50, pressure: 7 } } as const;
  const over = SIGNALS.flatMap((signal) => [0, 1, 3].map((samples) => ({ signal, value: 91, samples })));
  const decisions: Decision[] = [
    { ...base, blocked: 'no-sample' },
    { ...base, blocked: 'cores' },
    { ...base, blocked: 'memory' },
    { ...base, overdue: '3' },
    { ...base, first: '3' },
    base,
    ...over.flatMap((one): Decision[] => [
      { ...base, zone: 'hard', over: one },
      { ...base, zone: 'soft', over: one, leastDemanding: '4' },
      { ...base, zone: 'soft', over: one, overdue: '4' },
      { ...base, zone: 'soft', over: one, leastDemanding: '7', blocked: 'window' },
      { ...base, zone: 'soft', over: one, leastDemanding: '7' },
    ]),
  ];
  const loads = [NO_LOAD, { ...NO_LOAD, foreignCpu: [85] }];
  const texts = decisions.flatMap((decision) => loads.map((load) => whyHeld(job, decision, load, LIMITS)));
  expect(new Set(texts).size).toBeGreaterThan(50);
  expect(texts.filter((text) => !/^(?:被搁置|排队中)：/.test(CHINESE.of(text)))).toEqual([]);
  expect(texts.filter((text) => /[a-z]{4,}/.test(CHINESE.of(text)))).toEqual([]);
  for (const text of texts) expect(figures(CHINESE.of(text))).toEqual(figures(text));
});
