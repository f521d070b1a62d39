import type { Random } from './random.ts';
import { sentence } from './sentences.ts';

/** One of each production of bash's grammar, of commands that only read. */
const FORMS = [
  'ls; pwd',
  'ls & pwd',
  'ls | wc -l',
  'ls |& wc -l',
  'ls && pwd || date',
  '! ls',
  'time ls',
  '{ ls; pwd; }',
  '(ls; pwd)',
  '(ls)',
  'if ls; then pwd; fi',
  'if ls; then pwd; elif date; then wc -l a; else id; fi',
  'while ls; do pwd; done',
  'until ls; do pwd; done',
  'for x in a b; do echo "$x"; done',
  'for x in a b\ndo\necho "$x"\ndone',
  'for x; do echo "$x"; done',
  'for x do echo "$x"; done',
  'for ((i = 0; i < 3; i++)); do echo "$i"; done',
  'select x in a b; do echo "$x"; done',
  'case a in a) ls ;; b | c) pwd ;; *) date ;; esac',
  'case a in (a) ls ;& b) pwd ;;& c) date; esac',
  'case a in\na)\nls\n;;\nesac',
  'f() { ls; }',
  'function f { ls; }',
  'function f() { ls; }',
  '[[ -f a && ! -d b || ( a == b ) ]]',
  '[[ a =~ ^b ]]',
  '(( 1 + 2 ))',
  'echo $(ls; pwd)',
  'echo `ls`',
  'echo "$(ls)"',
  'echo $((1 + 2))',
  'echo ${x:-a} ${#x} ${x//a/b} ${x:1:2}',
  'echo $[1 + 2]',
  'diff <(ls) <(pwd)',
  'cat <<E\na\nE\nls',
  "cat <<'E' | wc -l\na\nE",
  'cat <<-E && ls\n\ta\n\tE\npwd',
  'cat <<< "a"',
  'cat < a 2> /dev/null',
  'ls > /dev/null 2>&1',
  '{ ls; } 2> /dev/null',
  'x=1 y=2; echo "$x"',
  'a=(1 2 3); echo "${a[0]}"',
  'ls # list\npwd',
  'ls \\\n-l',
  'coproc ls',
] as const;

const SIGNS = [
  ';', ';;', ';&', ';;&', '&', '&&', '|', '||', '|&', '\n', '(', ')', '{', '}', '((', '))', '[[', ']]', '!', 'do', 'done', 'then', 'fi', 'else', 'elif', 'in', 'case', 'esac', 'for', 'while', 'until', 'select', 'if',
  'function', 'time', 'coproc', '$(', '$((', '${', '$[', '`', '"', "'", "$'", '$"', '<', '>', '<<', '<<<', '>&', '&>', '<(', '>(', '#', '\\', '=', '=(', 'x=', 'f()', 'ls', '-', '--', 'a',
] as const; // biome-ignore format: a list

/** Words, operators and blanks, each a piece of its own. */
const PIECES =
  /[A-Za-z0-9_./^-]+|\s+|;;&|;;|;&|&&|\|\||\|&|<<<|<<-?|>&|&>|\$\(\(|\$\(|\$\{|\$\[|\(\(|\)\)|\[\[|\]\]|[\s\S]/g;

/** A sentence of bash, or one of these lines, with a piece or two left out, doubled, exchanged, put elsewhere or put in. */
export function nearMiss(random: Random, lines: readonly string[]): string {
  const source = random.below(5);
  const whole = source === 0 ? random.pick(lines) : source === 1 ? random.pick(FORMS) : sentence(random);
  const pieces = [...(whole.match(PIECES) ?? [])];
  for (let count = random.below(3); count >= 0; count--) {
    const at = random.below(pieces.length + 1);
    switch (random.below(5)) {
      case 0:
        pieces.splice(at, 1);
        break;
      case 1:
        pieces.splice(at, 0, pieces[at] ?? '', random.pick(['', ' ']));
        break;
      case 2: {
        const [piece = ''] = pieces.splice(at, 1);
        pieces.splice(random.below(pieces.length + 1), 0, piece);
        break;
      }
      case 3:
        pieces.splice(at, 1, random.pick(SIGNS));
        break;
      default:
        pieces.splice(at, 0, random.pick(['', ' ']), random.pick(SIGNS), random.pick(['', ' ']));
    }
  }
  return pieces.join('');
}
