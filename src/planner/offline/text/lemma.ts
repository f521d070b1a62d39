const IRREGULAR: Readonly<Record<string, string>> = {
  wrote: 'write',
  written: 'write',
  made: 'make',
  found: 'find',
  took: 'take',
  taken: 'take',
  ran: 'run',
  shown: 'show',
  kept: 'keep',
  left: 'leave',
  began: 'begin',
  gave: 'give',
  given: 'give',
  sent: 'send',
  matches: 'match',
  processes: 'process',
  addresses: 'address',
  hashes: 'hash',
  branches: 'branch',
  stashes: 'stash',
  indices: 'index',
};

/** Plain forms a word may come from, the word itself first. English endings only. */
export function lemmas(word: string): string[] {
  const forms = [word];
  const add = (form: string) => {
    if (form.length > 1 && !forms.includes(form)) forms.push(form);
  };
  if (Object.hasOwn(IRREGULAR, word)) add(IRREGULAR[word]!);
  if (word.endsWith("'s")) add(word.slice(0, -2));
  if (/^[a-z][bcdfghklmnpt]s$/.test(word)) add(word.slice(0, -1));
  if (word.length < 4) return forms;
  if (word.endsWith('ies')) add(`${word.slice(0, -3)}y`);
  if (/(?:s|x|z|ch|sh)es$/.test(word)) add(word.slice(0, -2));
  if (word.endsWith('s') && !word.endsWith('ss')) add(word.slice(0, -1));
  if (word.endsWith('ied')) add(`${word.slice(0, -3)}y`);
  for (const ending of ['ed', 'ing', 'er']) {
    if (!word.endsWith(ending) || word.length < ending.length + 3) continue;
    const stem = word.slice(0, -ending.length);
    if (ending === 'er') continue;
    // "changeed" is a misspelling, no form of a word.
    if (ending === 'ed' && stem.endsWith('e')) continue;
    add(stem);
    add(`${stem}e`);
    if (stem.at(-1) === stem.at(-2)) add(stem.slice(0, -1));
  }
  return forms;
}
