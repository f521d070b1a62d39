/** One setting of a git configuration file. `key` is lower case but for its middle part, which git keeps as written. */
export interface GitSetting {
  readonly key: string;
  readonly value: string;
}

/** Reads git's configuration format. Undefined when git itself would refuse the text. */
export function parseGitConfig(text: string): readonly GitSetting[] | undefined {
  const settings: GitSetting[] = [];
  let section: string | undefined;
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const char = text[at]!;
    if (/\s/.test(char)) at++;
    else if (char === '#' || char === ';') at = endOfLine(text, at);
    else if (char === '[') {
      const header = /^\[([A-Za-z0-9.-]+)(?:[ \t]+"((?:[^"\\\n]|\\.)*)")?\]/.exec(text.slice(at));
      if (!header) return undefined;
      const [whole, name, sub] = header;
      section =
        sub === undefined ? name!.toLowerCase() : `${name!.toLowerCase()}.${sub.replace(/\\(.)/g, '$1')}`;
      at += whole.length;
    } else {
      const name = /^[A-Za-z][A-Za-z0-9-]*/.exec(text.slice(at, at + 256))?.[0];
      if (name === undefined || section === undefined) return undefined;
      at += name.length;
      const read = readValue(text, at);
      if (!read) return undefined;
      settings.push({ key: `${section}.${name.toLowerCase()}`, value: read.value });
      at = read.end;
    }
  }
  return settings;
}

const endOfLine = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
};

function readValue(
  text: string,
  start: number,
): { readonly value: string; readonly end: number } | undefined {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at++;
  if (at >= text.length || text[at] === '\n' || text[at] === '\r')
    return { value: 'true', end: endOfLine(text, at) };
  if (text[at] === '#' || text[at] === ';') return { value: 'true', end: endOfLine(text, at) };
  if (text[at] !== '=') return undefined;
  let value = '';
  let quoted = false;
  for (at++; at < text.length; at++) {
    const char = text[at]!;
    if (char === '\n') {
      if (quoted) return undefined;
      break;
    }
    if (char === '"') quoted = !quoted;
    else if (char === '\\') {
      const next = text[++at];
      if (next === '\r' && text[at + 1] === '\n') at++;
      else if (next === undefined) return undefined;
      else if (next !== '\n') value += next === 'n' ? '\n' : next === 't' ? '\t' : next === 'b' ? '\b' : next;
    } else if (!quoted && (char === '#' || char === ';')) {
      at = endOfLine(text, at);
      break;
    } else value += char;
  }
  return quoted ? undefined : { value: value.trim(), end: at };
}
