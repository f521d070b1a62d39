import type { Call, CommandSpec, Use } from '../spec.ts';

/** The file of a project can be a repository or an image elsewhere. */
function fetched(call: Call): readonly Use[] {
  return call
    .values('-f', '--file')
    .filter((arg) => !arg.exact || arg.text.includes(':'))
    .map((arg) => ({ kind: 'network', arg, detail: 'may be fetched' }));
}

/** Where a project may say what it is made of; it can include files from elsewhere. */
export const COMPOSE_FILES =
  'compose.yaml compose.yml docker-compose.yml docker-compose.yaml compose.override.yaml docker-compose.override.yml .env';

export const COMPOSE_OPTIONS = `
  -v --version --help --compatibility --all-resources
  -p --project-name --profile --ansi --progress --parallel =text
  -f --file --env-file =read
  --project-directory =tree
  -H --host --context -c =network
`;

const STARTS: CommandSpec = {
  style: 'none',
  operands: 'text*',
  does: 'exec - starts programs, which may see the whole machine; system',
};
const CHANGES: CommandSpec = {
  style: 'none',
  operands: 'text*',
  does: 'system - changes containers, images, networks or volumes',
};

export const COMPOSE: Readonly<Record<string, CommandSpec>> = {
  ps: {
    options: `
      -qa --quiet --services --all --no-trunc --orphans
      --filter --status --format =text
    `,
    operands: 'text*',
    interpret: fetched,
  },
  ls: {
    options: `
      -qa --quiet --all
      --filter --format =text
    `,
    operands: '',
  },
  images: {
    options: `
      -q --quiet
      --format =text
    `,
    operands: 'text*',
    interpret: fetched,
  },
  logs: {
    options: `
      -ft --follow --timestamps --no-color --no-log-prefix
      -n --tail --since --until --index =text
    `,
    operands: 'text*',
    interpret: fetched,
  },
  top: { operands: 'text*', interpret: fetched },
  port: {
    options: '--protocol --index =text',
    operands: 'text text',
    interpret: fetched,
  },
  version: {
    options: `
      --short
      -f --format =text
    `,
    operands: '',
  },
  events: {
    options: '--json',
    operands: 'text*',
    interpret: fetched,
  },
  'config convert': {
    style: 'none',
    operands: 'text*',
    does: 'secret - shows the environment; write:. - may write files',
  },
  'up run exec start restart build create watch attach': STARTS,
  'down stop kill rm pause unpause scale cp commit export wait publish stats volumes': CHANGES,
  'pull push': { style: 'none', operands: 'text*', does: 'network' },
};
