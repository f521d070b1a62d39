import type { Call, ToolSpec, Use } from '../spec.ts';

/** `@file` holds further arguments: what they are is not known. */
const listed = ({ operands }: Call): readonly Use[] =>
  operands
    .filter((arg) => arg.text.startsWith('@'))
    .map((arg) => ({ kind: 'unknown', detail: 'arguments from a file', arg }));

/**
 * What shows the inside of programs and libraries. Plug-ins load code, following links to debug information may contact
 * a server, and showing sources reads whatever file the program names: all left out.
 */
export const BINARIES: readonly ToolSpec[] = [
  {
    names: 'nm',
    options: `
      -aABCDgjlnoPprSsuvW --debug-syms --print-armap --print-file-name --demangle --dynamic --extern-only --just-symbols
      --line-numbers --numeric-sort --portability --no-sort --reverse-sort --print-size --undefined-only --defined-only
      --special-syms --synthetic --with-symbol-versions --no-weak --help --version -V -h
      -t --radix -f --format --size-sort =text
    `,
    operands: 'read*',
    interpret: listed,
    allow: ['nm a.out', 'nm -D --defined-only /usr/lib/libc.so.6', 'nm -C lib.a'],
    ask: ['nm --plugin ./x a', 'nm @args', 'nm ~/.netrc', 'nm *'],
  },
  {
    names: 'objdump',
    options: `
      -adDfhpPrRstTxCwzv --archive-headers --disassemble-all --file-headers --section-headers --headers
      --private-headers --reloc --dynamic-reloc --full-contents --syms --dynamic-syms --all-headers --demangle --wide
      --no-show-raw-insn --show-raw-insn --help --version
      -j --section -M --disassembler-options -m --architecture -b --target --start-address --stop-address =text
      --disassemble ?text
    `,
    operands: 'read*',
    interpret: listed,
    allow: ['objdump -d a.out', 'objdump -h a.o', 'objdump -t -j .text a.o'],
    ask: [
      'objdump -S a.out',
      'objdump --dwarf=follow-links a.out',
      'objdump @args',
      'objdump -d ~/.ssh/id_rsa',
    ],
  },
  {
    names: 'readelf',
    options: `
      -ahlStsednurVAIcWTC --all --file-header --program-headers --segments --section-headers --sections --section-details
      --section-groups -g --symbols --syms --dyn-syms --headers --notes --relocs --unwind --dynamic --version-info
      --arch-specific --archive-index --histogram --wide --silent-truncation --demangle --help --version -v -H
      -x --hex-dump -p --string-dump =text
    `,
    operands: 'read*',
    interpret: listed,
    allow: ['readelf -h a.out', 'readelf -d /usr/bin/ls', 'readelf -p .comment a.out'],
    ask: ['readelf -wK a.out', 'readelf @args', 'readelf *'],
  },
  {
    names: 'size',
    options: `
      -ABGdoxtV --common --totals --help --version
      --format --radix --target =text
    `,
    operands: 'read*',
    interpret: listed,
    allow: ['size a.out', 'size -A a.out'],
    ask: ['size @args', 'size *'],
  },
];
