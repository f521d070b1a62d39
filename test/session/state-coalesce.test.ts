import { describe, expect, it } from 'vitest';
import { Coalescer, drain, FRAME_MS, systemClock } from '../../src/session/coalesce.ts';
import { handClock } from '../ui/hand-clock.ts';

describe('coalescing', () => {
  it('tells of the first change at once and of a flood once per frame', () => {
    const clock = handClock();
    let told = 0;
    const coalescer = new Coalescer(() => told++, { clock });
    coalescer.changed();
    expect(told).toBe(1);
    for (let i = 0; i < 1000; i++) {
      coalescer.changed();
      clock.pass(1);
    }
    expect(told).toBeGreaterThanOrEqual(Math.floor(1000 / FRAME_MS));
    expect(told).toBeLessThanOrEqual(Math.ceil(1000 / FRAME_MS) + 2);
  });

  it('never loses the last change', () => {
    const clock = handClock();
    let value = 0;
    let seen = -1;
    const coalescer = new Coalescer(() => (seen = value), { clock });
    for (value = 1; value <= 50; value++) {
      coalescer.changed();
      clock.pass(7);
    }
    value = 51;
    coalescer.changed();
    clock.pass(FRAME_MS);
    expect(seen).toBe(51);
  });

  it('tells at once when flushed, and not again for the same', () => {
    const clock = handClock();
    let told = 0;
    const coalescer = new Coalescer(() => told++, { clock });
    coalescer.changed();
    coalescer.changed();
    coalescer.flush();
    clock.pass(1000);
    expect(told).toBe(2);
  });

  it('lets the event loop have its turn while events never pause', async () => {
    async function* flood() {
      const end = performance.now() + 200;
      while (performance.now() < end) yield 1;
    }
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    await drain(flood(), () => undefined, systemClock);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });

  it('does not pull the next event before the last one is dealt with', async () => {
    const order: string[] = [];
    async function* events() {
      for (const name of ['a', 'b']) {
        order.push(`pull ${name}`);
        yield name;
      }
    }
    await drain(events(), async (name) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push(`done ${name}`);
    });
    expect(order).toEqual(['pull a', 'done a', 'pull b', 'done b']);
  });
});
