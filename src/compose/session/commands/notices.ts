import { localMinute, localTime } from '../../../plan/local-time.ts';
import type { CommandScreen, SlashCommand } from '../../../ui/deps.ts';
import type { Numbered } from '../notices.ts';
import type { Session } from '../session.ts';

const NUMBER = /^#?(\d{1,6})$/;

/** The notice a command is about; says so when there is none. */
function noticeOf(session: Session, word: string, screen: CommandScreen): Numbered | undefined {
  const number = NUMBER.exec(word)?.[1];
  const notice = session.notices?.find(number === undefined ? undefined : Number(number));
  if (!notice)
    screen.print(
      `${number === undefined ? session.say`no notice so far` : session.say`there is no notice ${number}`}\n`,
    );
  return notice;
}

/** What a model is told of a notice: its lines, redacted, marked as the machine's own. */
async function evidence(notice: Numbered) {
  const [{ evidenceLines }, { redact }] = await Promise.all([
    import('../../../machine/anomaly/evidence.ts'),
    import('../../../plan/redact.ts'),
  ]);
  const text = redact(evidenceLines(notice).join('\n'));
  return [{ kind: 'evidence', source: 'figures of this machine', text } as const];
}

/** `/explain N`: why a notice was given. `/explain COMMAND`: what each part of it does. */
export const explain = (session: Session): SlashCommand => ({
  name: 'explain',
  about: 'why a notice was given, or what a command does: /explain [N | COMMAND]',
  run: async (words, screen) => {
    const said = words.trim();
    if (said !== '' && !NUMBER.test(said)) {
      screen.print(await session.explain(said));
      return undefined;
    }
    const notice = noticeOf(session, said, screen);
    if (!notice) return undefined;
    const { explained } = await import('../../../machine/anomaly/evidence.ts');
    const lines = explained(notice, session.sampler.history());
    const { say } = session;
    const shown = lines.map((line) => (line.startsWith('- ') ? `- ${say.of(line.slice(2))}` : say.of(line)));
    screen.print(`${shown.join('\n')}\n`);
    if (!(await session.hasModel())) return undefined;
    session.next = { turns: await evidence(notice), diagnosis: 'only' };
    // Names the kind only: what processes and disks are called is data.
    return `explain notice ${notice.number}: ${notice.kind}`;
  },
});

/** `/recover N`: a plan against what the notice tells, through the same judge and the same question. */
export const recover = (session: Session): SlashCommand => ({
  name: 'recover',
  about: 'plans a recovery from what a notice tells: /recover [N]',
  run: async (words, screen) => {
    const notice = noticeOf(session, words.trim(), screen);
    if (!notice) return undefined;
    const model = await session.hasModel();
    const [{ recoveryFor }, { readWorld }] = await Promise.all([
      import('../../../machine/repair/recovery.ts'),
      import('../../../machine/repair/read-world.ts'),
    ]);
    const home = session.env.HOME ?? '/';
    const plan = model
      ? undefined
      : recoveryFor(notice, readWorld({ cwd: session.cwd, home, packageManager: undefined }));
    if (!model && !plan) {
      screen.print(`${session.say`no recovery is known for this without a model`}\n`);
      return undefined;
    }
    const why = await session.begin(notice.key);
    if (why !== undefined) {
      screen.print(`${session.say`not now: ${session.say.of(why)}`}\n`);
      return undefined;
    }
    session.next = plan
      ? {
          turns: [],
          trouble: notice.key,
          saved: { plan, info: { kind: 'embedded', model: 'recovery rules', ms: 0 } },
        }
      : { turns: await evidence(notice), trouble: notice.key, diagnosis: 'first' };
    return `recover from notice ${notice.number}: ${notice.kind}`;
  },
});

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const MUTE_USAGE = '/mute [N] [all] [30m | 2h | 7d | forever], /mute list, /mute off KEY\n';

/** `/mute N`: says no more of this for an hour, or as long as told; `all`: of nothing of its kind. Kept over sessions. */
export const mute = (session: Session): SlashCommand => ({
  name: 'mute',
  about: 'no more of a notice: /mute [N] [all] [30m | 2h | 7d | forever], /mute list, /mute off KEY',
  run: async (words, screen) => {
    const { notices, say } = session;
    if (!notices) {
      screen.print(`${say`no notice so far`}\n`);
      return undefined;
    }
    const now = Date.now();
    const parts = words.trim().split(/\s+/).filter(Boolean);
    if (parts[0] === 'list') {
      const lines = notices.mutes
        .list(now)
        .map(
          ({ key, until }) => `${key}  ${until ? say`until ${localMinute(until)}` : say`until /mute off`}`,
        );
      screen.print(`${lines.join('\n') || say`nothing is muted`}\n`);
      return undefined;
    }
    if (parts[0] === 'off') {
      const key = parts.slice(1).join(' ');
      screen.print(
        notices.mutes.remove(key, now)
          ? `${say`told again: ${key}`}\n`
          : `${say`nothing of that name is muted; see /mute list`}\n`,
      );
      return undefined;
    }
    const number = parts.find((part) => NUMBER.test(part));
    const span = parts.map((part) => /^(\d{1,4})([mhd])$/.exec(part)).find(Boolean);
    const known = parts.every((part) => NUMBER.test(part) || /^(?:\d{1,4}[mhd]|all|forever|for)$/.test(part));
    if (!known) {
      screen.print(MUTE_USAGE);
      return undefined;
    }
    const notice = noticeOf(session, number ?? '', screen);
    if (!notice) return undefined;
    const key = parts.includes('all') ? notice.kind : notice.key;
    const until = parts.includes('forever')
      ? undefined
      : new Date(now + (span ? Number(span[1]) * UNITS[span[2]!]! : UNITS.h!)).toISOString();
    notices.mutes.add({ key, ...(until === undefined ? {} : { until }) }, now);
    const how =
      until === undefined
        ? say`muted until /mute off: ${key}`
        : say`muted until ${localMinute(until)}: ${key}`;
    screen.print(`${how}\n`);
    return undefined;
  },
});

/** What is wrong now. */
export const notices = (session: Session): SlashCommand => ({
  name: 'notices',
  about: 'what is wrong with the machine now',
  run: async (_words, screen) => {
    const { say } = session;
    const lines = (session.notices?.active() ?? []).map(
      ({ number, text, since }) => `${number}  ${say`${say.of(text)}, since ${localTime(since)}`}`,
    );
    screen.print(`${lines.join('\n') || say`nothing that was noticed`}\n`);
    return undefined;
  },
});
