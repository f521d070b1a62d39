import type { ToolSpec } from '../spec.ts';

/** Commands of bash itself; no program look-up. */
export const BUILTINS: readonly ToolSpec[] = [
  {
    names: 'echo',
    style: 'none',
    operands: 'text*',
    globSafe: true,
    allow: ['echo hi', 'echo -n a "$HOME" *', "echo 'rm -rf /'"],
    ask: ['echo $OPENAI_API_KEY', 'echo hi > x'],
  },
  {
    names: 'pwd',
    options: '-LP',
    operands: '',
    globSafe: true,
    allow: ['pwd', 'pwd -P'],
    ask: ['pwd --frob'],
  },
];
