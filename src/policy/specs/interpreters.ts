import { codeUses } from '../little/code.ts';
import type { Arg, ToolSpec } from '../spec.ts';

/** A word without a slash is a file in the folder the tool works in, not a program of the search path. */
const inFolder = (script: Arg): Arg =>
  script.text.includes('/') ? script : { ...script, text: `./${script.text}` };

/** Languages: their version is printed, everything else runs code. */
export const INTERPRETERS: readonly ToolSpec[] = [
  {
    names:
      'node nodejs python python2 python3 ruby perl php lua luajit julia Rscript R tclsh wish osascript pwsh ghc runghc elixir erl iex swift scala groovy kotlin guile racket sbcl octave irb ipython ts-node tsx bpython pypy pypy3',
    style: 'none',
    operands: 'text*',
    interpret: ({ program, operands }) => {
      const version: Readonly<Record<string, readonly string[]>> = {
        python: ['--version', '-V'],
        python2: ['--version', '-V'],
        python3: ['--version', '-V'],
        node: ['--version', '-v'],
        nodejs: ['--version', '-v'],
        ruby: ['--version', '-v'],
        lua: ['--version', '-v'],
        luajit: ['--version', '-v'],
        pypy3: ['--version', '-V'],
        perl: ['--version', '-v'],
        php: ['--version', '-v', '-m'],
      };
      const [only] = operands;
      const asks =
        operands.length === 1 && only?.exact && (version[program] ?? ['--version']).includes(only.text);
      if (asks) return [];
      const [first] = operands;
      const script = first?.exact && /^[^-]/.test(first.text) ? first : undefined;
      if (script) return [{ kind: 'exec', arg: inFolder(script), detail: 'runs a script' }];
      const code = operands.filter(({ text, exact }) => exact && !text.startsWith('-'));
      return [
        { kind: 'exec', detail: 'runs code that is not judged' },
        ...code.flatMap(({ text }) => codeUses(text)),
      ];
    },
    allow: [
      'node --version',
      'python3 --version',
      'python3 -V',
      'ruby --version',
      'node -v',
      'perl -v',
      'php --version',
    ],
    ask: [
      'python3 -c "print(1)"',
      'node x.js',
      'python3 -m json.tool data.json',
      'perl -e "system(1)"',
      'ruby -v -e x',
      'node',
      'python3 -v',
      `python3 -c 'print("rm -rf build")'`,
    ],
    deny: [
      `python3 -c 'import os; os.system("rm -rf /")'`,
      `python3 -c 'import shutil; shutil.rmtree("/")'`,
      `perl -e 'system("rm -rf ~")'`,
      "perl -e 'fork while fork'",
      "ruby -e 'loop { fork }'",
    ],
  },
  {
    names: 'java javac javap jar jshell kotlinc scalac dotnet msbuild',
    style: 'none',
    operands: 'text*',
    interpret: ({ operands }) => {
      const [only] = operands;
      const asks =
        operands.length === 1 &&
        only?.exact &&
        ['-version', '--version', '--list-sdks', '--list-runtimes', '--info'].includes(only.text);
      return asks ? [] : [{ kind: 'exec', detail: 'runs or compiles code' }];
    },
    allow: ['java -version', 'java --version', 'javac -version', 'dotnet --version', 'dotnet --list-sdks'],
    ask: ['java -jar x.jar', 'javac -processorpath e.jar -processor E P.java', 'java', 'dotnet run'],
  },
];
