import { visibleLine } from '../plan/display.ts';
import type { Check } from '../session/check.ts';
import type { Report } from '../session/report.ts';
import type { Loaded, Origin } from './load.ts';
import { ConfigError, type Paths } from './paths.ts';
import type { Project } from './project.ts';
import { isKey, KEYS, type Key, TABLE, unknownSetting } from './schema.ts';
import type { TrustState } from './trust.ts';

/** `assent config show`: every setting with its value and origin; keys are never shown. */
export function showSettings(loaded: Loaded): Report {
  const rows = KEYS.map((key) => ({ key, ...shown(loaded, key) }));
  const width = Math.max(...rows.map(({ key }) => key.length));
  const left = rows.map(({ key, text }) => `${key.padEnd(width)} = ${text}`);
  const column = Math.min(60, Math.max(...left.map((line) => line.length)));
  const lines = rows.map(({ origin }, index) => `${left[index]!.padEnd(column)}  # ${originText(origin)}`);
  const { endpoint } = loaded;
  const asked = endpoint
    ? `${endpoint.baseUrl} (from ${endpoint.origin}), ${endpoint.apiKey === undefined ? 'no key' : 'with a key'}, model ${endpoint.model ?? 'not named'}`
    : 'none: an accepted local server, else the embedded planner';
  return {
    text: `${lines.map(visibleLine).join('\n')}\n\nendpoint in use: ${visibleLine(asked)}\n`,
    json: {
      settings: Object.fromEntries(rows.map(({ key, value, origin }) => [key, { value, ...origin }])),
      endpoint: endpoint
        ? {
            baseUrl: endpoint.baseUrl,
            model: endpoint.model,
            origin: endpoint.origin,
            key: endpoint.apiKey !== undefined,
          }
        : null,
    },
    code: 0,
  };
}

/** `assent config explain KEY`: what it does, what it may be, what it is and why. Throws ConfigError for an unknown one. */
export function explainSetting(loaded: Loaded, name: string): Report {
  if (!isKey(name)) throw new ConfigError(unknownSetting(name));
  const { about, kind, otherwise, variable, project, secret } = TABLE[name];
  const { text, value, origin } = shown(loaded, name);
  const lines = [
    `${name} = ${text}  # ${originText(origin)}`,
    about,
    `Give ${kind.want}.`,
    `Without it: ${otherwise === undefined ? 'not set' : kind.write(otherwise)}.`,
    ...(variable ? [`${variable} in the environment comes before the file.`] : []),
    project === 'set'
      ? 'A trusted project may set it.'
      : project === 'lower'
        ? 'A trusted project may lower it.'
        : 'A project cannot set it.',
  ];
  return {
    text: `${lines.map(visibleLine).join('\n')}\n`,
    json: { key: name, value, ...origin, about, want: kind.want, secret: secret === true },
    code: 0,
  };
}

/** `assent config path`. */
export function showPaths(paths: Paths): Report {
  const { configFile, policyFile, state, cache, data } = paths;
  const rows = { config: configFile, policy: policyFile, state, cache, data };
  return {
    text: Object.entries(rows)
      .map(([name, path]) => `${name.padEnd(7)} ${visibleLine(path)}\n`)
      .join(''),
    json: rows,
    code: 0,
  };
}

/** What `assent trust` is about to trust: every file with its size, and what of it counts. */
export function describeProject({ root, files, hash, problem }: Project, trust: TrustState): Report {
  const rows = [...files].map(([name, bytes]) => ({ name, bytes: bytes.length }));
  const lines = [
    `${root}: ${trust}`,
    ...rows.map(({ name, bytes }) => `  ${name}  ${bytes} bytes`),
    'A project may set the language and the panel, lower time limits and add rules that tighten; the rest is ignored.',
    ...(problem ? [problem] : []),
  ];
  return {
    text: `${lines.map(visibleLine).join('\n')}\n`,
    json: { root, trust, hash, files: rows, ...(problem ? { problem } : {}) },
    code: 0,
  };
}

/** `assent doctor`; exit 1 when something fails. */
export function showChecks(checks: readonly Check[]): Report {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap(({ name, status, detail, mend }) => [
    `${status.padEnd(4)}  ${name.padEnd(width)}  ${visibleLine(detail)}`,
    ...(mend ? [`${' '.repeat(width + 8)}${visibleLine(mend)}`] : []),
  ]);
  const failed = checks.filter(({ status }) => status === 'fail').length;
  return { text: `${lines.join('\n')}\n`, json: { ok: failed === 0, checks }, code: failed > 0 ? 1 : 0 };
}

function shown({ settings, origins }: Loaded, key: Key): { text: string; value: unknown; origin: Origin } {
  const { kind, secret } = TABLE[key];
  const value = settings[key];
  const origin = origins[key];
  if (value === undefined) return { text: 'not set', value: null, origin };
  if (secret) return { text: 'set, not shown', value: 'set, not shown', origin };
  return { text: kind.write(value), value, origin };
}

function originText({ source, where }: Origin): string {
  return where ?? source;
}
