// Writes docs/assent.1 from the help text, so that the two cannot disagree; a test compares them.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const roff = (text) =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1');

/** The man page of a help text: sections are its lines without indent, entries its indented lines. */
export function manPage(help, version) {
  const [head, ...rest] = help.trimEnd().split('\n');
  const lines = [
    `.TH ASSENT 1 "" "assent ${version}" "User Commands"`,
    '.SH NAME',
    roff(`assent - ${head.replace(/^assent: /, '')}`).replace('assent \\-', 'assent \\-'),
  ];
  for (const line of rest) {
    if (line === '') continue;
    if (!line.startsWith(' ')) lines.push(`.SH ${roff(line.toUpperCase())}`, '.nf');
    else lines.push(roff(line.replace(/^ {2}/, '')));
    if (line.startsWith(' ')) continue;
  }
  return `${lines.join('\n')}\n.fi\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { HELP } = await import('../src/cli/help.ts');
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  writeFileSync(new URL('../docs/assent.1', import.meta.url), manPage(HELP, version));
}
