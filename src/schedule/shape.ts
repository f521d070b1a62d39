/**
 * The shape of a command: what stays equal between two runs of "the same thing". Program, subcommand and options stay,
 * values go: `gcc -O2 -c a.c` and `gcc -O2 -c b.c` are one shape. Only demands are learned by it, nothing is decided.
 */
export function shapeOf(command: string): string {
  const segments = command
    .split(/&&|\|\||[;|\n]/)
    .map(segmentShape)
    .filter((shape) => shape !== '');
  return segments.slice(0, MAX_SEGMENTS).join(' | ').slice(0, MAX_LENGTH);
}

/** The program alone: what is known when the shape is new. */
export function programOf(command: string): string {
  return shapeOf(command).split(' ')[0] ?? '';
}

const MAX_SEGMENTS = 6;
const MAX_LENGTH = 200;
/** They start another program and say nothing by themselves. */
const WRAPPERS = new Set(['nice', 'ionice', 'time', 'timeout', 'env', 'nohup', 'sudo', 'exec', 'command']);
/** Their second word is a subcommand, not a value. */
const WITH_SUBCOMMAND =
  /^(?:git|npm|pnpm|yarn|bun|cargo|go|docker|podman|kubectl|apt|apt-get|dnf|pip|pip3|make|systemctl|brew|helm|terraform|gradle|mvn|python3?|node|npx|uv|bash|sh)$/;

function segmentShape(text: string): string {
  const words = text.trim().split(/\s+/).filter(Boolean);
  while (words[0] !== undefined && skipped(words[0])) words.shift();
  const program = words.shift()?.replace(/^.*\//, '');
  if (program === undefined) return '';
  const kept = [program];
  const second = words[0];
  if (second !== undefined && WITH_SUBCOMMAND.test(program) && /^[\w:./-]+$/.test(second)) {
    kept.push(second.startsWith('-') ? second : second.replace(/^.*\//, ''));
    words.shift();
  }
  const options = words.filter((word) => /^-/.test(word)).map((word) => word.replace(/=.*$/, '='));
  return [...kept, ...options.toSorted()].join(' ');
}

const skipped = (word: string) =>
  WRAPPERS.has(word) || /^[A-Za-z_]\w*=/.test(word) || /^-\w+$|^\d+[smh]?$/.test(word);
