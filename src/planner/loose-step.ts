/** One step as models write it: synonyms, argument lists, words for nothing. The strict form is plan.ts. */
export function stepOf(
  value: unknown,
): Readonly<Record<string, unknown>> & { readonly id: string | undefined } {
  if (typeof value === 'string') return { id: undefined, command: tidy(value), why: '' };
  const fields: Fields = isRecord(value) ? canonical(value) : {};
  const step: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(OPTIONAL)) {
    const given = kind(fields[name]);
    if (given !== undefined) step[name] = given;
  }
  const { id } = fields;
  return {
    ...step,
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : undefined,
    command: commandOf(fields) ?? fields.command,
    why: head(said(fields.why) ?? '', 2000),
  };
}

/** Absent, null, "" and false all mean that the option was not used; anything else goes to the validator. */
const given = (value: unknown) =>
  value === null || value === '' || value === false || value === 'false' ? undefined : value;
const flag = (value: unknown) => (value === 'true' ? true : given(value));
const count = (value: unknown) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && number <= 0 ? undefined : given(number);
};

const OPTIONAL: Readonly<Record<string, (value: unknown) => unknown>> = {
  interactive: flag,
  background: flag,
  scratch: flag,
  continueOnError: flag,
  timeoutSeconds: count,
  target: given,
  role: given,
  schedule: given,
};

export type Fields = Readonly<Record<string, unknown>>;

/** Spelled without case, blanks, dashes and underscores, so that `Continue_On_Error` is found. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  goal: ['goal', 'title', 'summary', 'intent'],
  steps: ['steps', 'commands', 'actions'],
  question: ['question', 'clarification', 'clarifyingquestion'],
  answer: ['answer'],
  id: ['id', 'step', 'number'],
  command: ['command', 'cmd', 'shell', 'bash', 'script', 'commandline'],
  args: ['args', 'argv'],
  why: ['why', 'description', 'explanation', 'reason', 'purpose', 'comment'],
  timeoutSeconds: ['timeoutseconds', 'timeout'],
  continueOnError: ['continueonerror', 'ignoreerrors'],
  ...Object.fromEntries(
    ['interactive', 'background', 'scratch', 'target', 'role', 'schedule'].map((name) => [name, [name]]),
  ),
};

/** Members that would change where or how a command runs: dropping one silently would make it another command. */
const MEANINGFUL =
  /^(?:cwd|workdir|workingdir(?:ectory)?|dir|directory|folder|env|environment|stdin|user|sudo|host)$/;

export function lostMember(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const used = Object.entries(value).filter(
    ([, member]) => given(member) !== undefined && !(isRecord(member) && Object.keys(member).length === 0),
  );
  return used.map(([key]) => plainKey(key)).find((key) => MEANINGFUL.test(key));
}

const plainKey = (key: string) => key.toLowerCase().replace(/[^a-z]/g, '');

export function canonical(value: Readonly<Record<string, unknown>>): Fields {
  const plain = new Map(Object.entries(value).map(([key, member]) => [plainKey(key), member]));
  const fields: Record<string, unknown> = {};
  for (const [name, spellings] of Object.entries(SYNONYMS)) {
    const spelling = spellings.find(
      (candidate) => plain.get(candidate) !== undefined && plain.get(candidate) !== null,
    );
    if (spelling !== undefined) fields[name] = plain.get(spelling);
  }
  return fields;
}

/** Command text as bash should get it; an argument list becomes text again. Undefined when there is none. */
export function commandOf({ command, args }: Fields): string | undefined {
  if (typeof command === 'string') {
    const text = tidy(command);
    if (text === '') return undefined;
    if (isWords(args)) return [text, ...args.map(quoted)].join(' ');
    return typeof args === 'string' ? `${text} ${args}`.trimEnd() : text;
  }
  if (!isWords(command) || command.length === 0) return undefined;
  const [shell, option, script] = command;
  if (command.length === 3 && /^(?:\/bin\/)?(?:ba|z)?sh$/.test(shell!) && /^-l?c$/.test(option!))
    return tidy(script!);
  return command.map(quoted).join(' ');
}

const isWords = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((word) => typeof word === 'string');

const quoted = (word: string) =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** Without a fence or prompt sign around it and without blank lines at its ends; nothing inside is touched. */
export function tidy(text: string): string {
  const fenced = /^\s*```[a-z]*\n([\s\S]*?)\n?```\s*$/i.exec(text)?.[1] ?? text;
  const started = fenced.replace(/^(?:[ \t]*\r?\n)+/, '').replace(/^\$ +(?=\S)/, '');
  const kept = started.trimEnd();
  const newline = started.slice(kept.length).search(/\r?\n/);
  return newline < 0 || kept.endsWith('\\') ? started : started.slice(0, kept.length + newline);
}

/** Text that says something: not empty and not a word for nothing. */
export function said(value: unknown): string | undefined {
  const joined = isWords(value) ? value.join(' ') : value;
  if (typeof joined !== 'string') return undefined;
  const text = joined.trim();
  return /^(?:null|none|n\/a|undefined)?\.?$/i.test(text) ? undefined : text;
}

export const head = (text: string, length: number) =>
  text.length > length ? text.slice(0, length).toWellFormed() : text;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One step given as an object of its own, outside of any list. */
export function isSingleStep(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const fields = canonical(value);
  return !('steps' in fields) && commandOf(fields) !== undefined;
}
