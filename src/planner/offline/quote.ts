const PLAIN = /^[A-Za-z0-9_/.,:=@%+-]+$/;

/** One shell word that means exactly this text. */
export function quote(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A path as an argument: it can be no option, and a leading ~/ stays the home folder. */
export function pathArg(path: string): string {
  if (path === '~') return '~';
  if (path.startsWith('~/')) return `~/${path.length > 2 ? quote(path.slice(2)) : ''}`;
  if (path.startsWith('-')) return quote(`./${path}`);
  return quote(path);
}

/** A path with * or ? that the shell shall expand; all other signs are quoted. */
export function globArg(pattern: string): string {
  const safe = pattern.startsWith('-') ? `./${pattern}` : pattern;
  const home = safe.startsWith('~/') ? '~/' : '';
  return (
    home +
    safe
      .slice(home.length)
      .split(/([*?])/)
      .map((part) => (part === '' || part === '*' || part === '?' ? part : quote(part)))
      .join('')
  );
}

/** Text inside '…' of a find -name pattern, where it shall stand for itself. */
export const escapeGlob = (text: string): string => text.replace(/[[\]*?\\]/g, '\\$&');

/** Text as a basic regular expression that matches just it; the delimiter of sed is escaped too. */
export const escapeBasic = (text: string, delimiter = ''): string => {
  const escaped = text.replace(/[.[\]*^$\\]/g, '\\$&');
  return delimiter === '' ? escaped : escaped.replaceAll(delimiter, `\\${delimiter}`);
};

/** Text as an extended regular expression that matches just it. */
export const escapeExtended = (text: string): string => text.replace(/[.[\]*^$\\+?(){}|]/g, '\\$&');

/** Replacement of sed's s command. */
export const escapeReplacement = (text: string, delimiter: string): string =>
  text.replace(/[\\&]/g, '\\$&').replaceAll(delimiter, `\\${delimiter}`);

/** A string of awk. */
export const awkString = (text: string): string =>
  `"${text.replace(/[\\"]/g, '\\$&').replaceAll('/', '\\/')}"`;

/** A delimiter for sed that the texts do not hold, where there is one. */
export function delimiterFor(...texts: readonly string[]): string {
  return ['/', '|', '#', ',', '%', '!'].find((sign) => texts.every((text) => !text.includes(sign))) ?? '/';
}
