/**
 * Reads a prompt as a careful model would: what is data is taken out, what is left is what a model obeys. Throws where the
 * prompt is not built as promised, for then content has broken out of its section.
 */
export function outsideOfData(content: string): string {
  const kept: string[] = [];
  let section: 'none' | 'environment' | 'examples' | 'untrusted' = 'none';
  for (const line of content.split('\n')) {
    const open = /^<(environment|examples)>$|^<(untrusted) source="[a-z ,]+">$/.exec(line);
    if (section === 'none') {
      section = ((open?.[1] ?? open?.[2]) as typeof section) ?? 'none';
      kept.push(line);
    } else if (line === `</${section}>`) {
      section = 'none';
      kept.push(line);
    } else if (section === 'untrusted') {
      if (!line.startsWith('| ')) throw new Error(`content has left its block: ${line}`);
    } else kept.push(withoutStrings(line));
  }
  if (section !== 'none') throw new Error(`${section} does not end`);
  return kept.join('\n');
}

/** Each JSON string of a line as "": a string that does not end, or that JSON does not know, throws. */
function withoutStrings(line: string): string {
  let rest = '';
  for (let i = 0; i < line.length; i++) {
    if (line[i] !== '"') {
      rest += line[i];
      continue;
    }
    let end = i + 1;
    while (end < line.length && line[end] !== '"') end += line[end] === '\\' ? 2 : 1;
    JSON.parse(line.slice(i, end + 1));
    rest += '""';
    i = end;
  }
  return rest;
}
