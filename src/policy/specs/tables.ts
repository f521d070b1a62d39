import type { Arg, Call, ToolSpec, Use } from '../spec.ts';

const fetched = ({ operands }: Call): readonly Use[] =>
  operands
    .filter(({ text, exact }: Arg) => !exact || text.includes('://'))
    .map((arg) => ({ kind: 'network', arg, detail: 'may be a URL' }));

/** Tables and documents other than JSON: what only reads them. */
export const TABLES: readonly ToolSpec[] = [
  {
    names: 'csvcut csvlook csvstat csvgrep csvsort csvjson csvjoin csvstack csvformat',
    options: `
      -nxHlSbitvrayDTASI --names --delete-empty-rows --no-header-row --linenumbers --skipinitialspace --tabs --version --help
      --csv --mean --min --max --unique --freq --count --nulls --type --len --sum --median --stdev --no-inference
      --invert-match --any-match --reverse --ignore-case --stream
      -d --delimiter -q --quotechar -u --quoting -p --escapechar -e --encoding -c --columns -C --not-columns -m --match \
        -K --skip-lines -z --maxfieldsize --max-rows --max-columns --max-column-width =text
      -r --regex =text
      -f --file =read
    `,
    operands: 'read*',
    allow: [
      'csvcut -n data.csv',
      'csvlook data.csv',
      'csvstat --mean data.csv',
      'csvcut -c 1,3 data.csv | csvlook',
    ],
    ask: ['csvsql --query x data.csv', 'csvlook ~/.netrc', 'csvcut *'],
  },
  {
    names: 'xsv qsv',
    commands: {
      'headers count flatten table': {
        options: `
          -jn --just-names --intersect --no-headers
          -d --delimiter =text
        `,
        operands: 'read*',
      },
      'select slice stats frequency search sort fixlengths sample reverse': {
        options: `
          -niRNrh --no-headers --select-all --everything --median --mode --cardinality --nulls --ignore-case --invert-match \
            --numeric --reverse
          -d --delimiter -s --select --start --end --len -i --index -l --limit -j --jobs =text
          -o --output =write
        `,
        operands: 'text* read?',
        interpret: ({ operands }) => operands.map((arg) => ({ kind: 'read', arg })),
      },
    },
    allow: ['xsv headers data.csv', 'xsv count data.csv'],
    ask: ['xsv split out data.csv', 'xsv sort -o x data.csv', 'xsv cat rows a.csv b.csv'],
  },
  {
    names: 'gron',
    options:
      '-usjcmv --ungron --stream --json --colorize --monochrome --values --version --no-sort --help -h',
    operands: 'read?',
    interpret: fetched,
    allow: ['gron data.json', 'gron a.json | grep name'],
    ask: ['gron http://example.com/a.json', 'gron -k https://x', 'gron ~/.docker/config.json'],
  },
  {
    // What a document includes is only loaded with --valid, --loaddtd, --noent, --xinclude, --schema: left out.
    names: 'xmllint',
    options: `
      --format --noout --nonet --recover --noblanks --nocdata --c14n --stream --compact --nowarning --nsclean --html --version
      --xpath --pretty --encode =text
    `,
    operands: 'read*',
    interpret: fetched,
    allow: ['xmllint --format a.xml', 'xmllint --noout a.xml', "xmllint --xpath '//a/@b' a.xml"],
    ask: [
      'xmllint --valid a.xml',
      'xmllint --noent a.xml',
      'xmllint --output b.xml a.xml',
      'xmllint --shell a.xml',
      'xmllint http://example.com/a.xml',
      'xmllint *',
    ],
  },
];
