import type { Call, ToolSpec, Use } from '../spec.ts';

/** `-c` is a flag: the first operand is the text. Without it the first operand is a script, and without any stdin is. */
function bashCall({ operands, has }: Call): readonly Use[] {
  const [first] = operands;
  if (has('-c')) return first ? [{ kind: 'shell', arg: first, args: operands.slice(1) }] : [];
  if (has('--version', '--help')) return [];
  return first && !has('-s')
    ? [
        {
          kind: 'exec',
          arg: first.text.includes('/') ? first : { ...first, text: `./${first.text}` },
          detail: 'runs a script',
        },
      ]
    : [{ kind: 'stdin' }];
}

/** Shells; what `bash -c` is given is judged like any other text. */
export const SHELLS: readonly ToolSpec[] = [
  {
    names: 'bash',
    style: 'posix',
    options: `
      -efnuvx --norc --noprofile --verbose --version --help
      -o +o -O +O =unknown
      -c
      -s !unknown
      -il --login --interactive !terminal # reads start files
      --rcfile --init-file =exec
    `,
    interpret: bashCall,
    allow: ["bash -c 'ls -la'", 'bash --version', "bash -ec 'cat README.md | head'"],
    ask: [
      'bash script.sh',
      "bash -c 'rm x'",
      'echo ls | bash',
      'bash',
      'bash -i',
      'bash -c "$x"',
      'bash --rcfile x',
    ],
    deny: ["bash -c 'rm -rf /'", 'bash -c \'bash -c "rm -rf /"\''],
  },
  {
    // They read text otherwise than bash does: never allowed, but looked through.
    names: 'sh dash ash zsh ksh mksh yash rbash fish csh tcsh',
    style: 'posix',
    options: `
      -abefhiklmnptuvxBCEHPTI --norc --noprofile --login --version --help
      -o +o =text
      -cs
    `,
    does: 'exec - another shell runs it',
    interpret: bashCall,
    allow: [],
    ask: ['sh -c ls', 'zsh -c ls', 'sh script.sh', 'echo ls | sh'],
    deny: ["sh -c 'rm -rf /'", "zsh -c 'rm -rf /'"],
  },
];
