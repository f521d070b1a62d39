import type { Random } from './random.ts';

/** A production of bash's grammar; a part is a word of the language, `@name` another production, or text as it stands. */
type Productions = Readonly<Record<string, readonly (readonly string[])[]>>;

/** Only what is harmless stands in them, so that nothing but the syntax can keep a text from being allowed. */
const GRAMMAR: Productions = {
  script: [['@list'], ['@list'], ['@list', '@end', '@list'], ['@list', ';'], ['@list', '\n', '@list', '\n']],
  list: [['@pipeline'], ['@pipeline'], ['@pipeline', '&&', '@pipeline'], ['@pipeline', '||', '\n', '@pipeline'], ['@pipeline', '@end', '@pipeline']],
  pipeline: [['@command'], ['@command'], ['@command', '|', '@simple'], ['!', '@command'], ['time', '-p', '@command'], ['@command', '|&', '@simple']],
  command: [['@simple'], ['@simple'], ['@compound'], ['@compound'], ['@compound', '@redirect']],
  simple: [
    ['ls'], ['echo', '@word'], ['cat', 'a.txt'], ['echo', '@word', '@word'], ['wc', '-l', 'a.txt', '@redirect'], ['@redirect', 'ls'], ['cat', '@here'], ['LC_ALL=C', 'ls'], ['test', '-f', 'a.txt'], ['[', '-f', 'a.txt', ']'], [':'], ['true'],
  ],
  compound: [
    ['for', 'i', 'in', '@word', '@word', '@end', '@do'], ['for', 'i', 'in', '1', '2', '@end', '{', '@list', '@end', '}'], ['for', '((', 'i=0', ';', 'i<3', ';', 'i++', '))', '@end', '@do'], ['for', '((i=0;i<3;i++))', '@do'],
    ['while', '@list', '@end', '@do'], ['until', '@list', '@end', '@do'],
    ['if', '@list', '@end', 'then', '@list', '@end', 'fi'], ['if', '@list', '@end', 'then', '@list', '@end', 'else', '@list', '@end', 'fi'], ['if', '@list', '@end', 'then', '@list', '@end', 'elif', '@list', '@end', 'then', '@list', '@end', 'fi'],
    ['case', '@word', 'in', 'a', ')', '@list', ';;', '*', ')', '@list', ';;', 'esac'], ['case', '@word', 'in', '(', 'a', '|', 'b', ')', '@list', ';;', 'esac'], ['case', '@word', 'in', 'x', ')', '@list', '\n', 'esac'], ['case', '@word', 'in', 'x', ')', ';;', 'esac'],
    ['{', '@list', '@end', '}'], ['(', '@list', ')'], ['[[', '@test', ']]'], ['((', '1', '+', '2', '))'], ['((', '1', '<', '2', '&&', '3', '))'],
  ],
  do: [['do', '@list', '@end', 'done']],
  end: [[';'], [';'], ['\n'], ['&'], [';', '\n']],
  test: [['-f', 'a.txt'], ['@word', '==', 'b'], ['!', '-d', 'src'], ['1', '-lt', '2'], ['-f', 'a.txt', '&&', '-r', 'b.txt'], ['(', '-f', 'a.txt', ')', '||', '-d', 'src'], ['a', '=~', '^a'], ['a', '=~', '(a|b)']],
  redirect: [['2>', '/dev/null'], ['2>&1'], ['<', 'a.txt'], ['>', '/dev/null'], ['<<<', '@word'], ['&>', '/dev/null'], ['2>&', '1']],
  here: [['<<EOF', '\n', 'text', '\n', 'EOF', '\n'], ["<<'EOF'", '\n', '$x', '\n', 'EOF', '\n'], ['<<-EOF', '\n', '\t', 'text', '\n', '\t', 'EOF', '\n']],
  word: [
    ['a'], ['b.txt'], ['"a', 'b"'], ["'a", "b'"], ['"x', '$(', '@list', ')', '"'], ['$(', '@list', ')'], ['`', '@simple', '`'], ['$((', '1', '+', '2', '))'], ['${HOME}'], ['"${HOME', ':-', 'a', '}"'], ['${#HOME}'], ['$HOME'], ['<(', '@list', ')'], ['{a', ',', 'b}'],
    ['{1', '..', '3}'], ["$'a\\n'"], ['\\;'], ['a=b'], ['[a-c]*'], ['#x'], ['a#x'],
  ],
}; // biome-ignore format: a list

/** A text of bash's grammar, commands in commands; nearly always valid: a here-document may begin where a line goes on. */
export const sentence = (random: Random): string =>
  derive('script', random, 0).reduce(
    (text, word) => text + (text === '' || text.endsWith('\n') ? '' : ' ') + word,
    '',
  );

function derive(name: string, random: Random, depth: number): string[] {
  const choices = GRAMMAR[name]!;
  // Deep down the first production of each, which are the short ones.
  const chosen = depth > 6 ? choices[0]! : random.pick(choices);
  return chosen.flatMap((part) => (part.startsWith('@') ? derive(part.slice(1), random, depth + 1) : [part]));
}
