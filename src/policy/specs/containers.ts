import type { CommandSpec, ToolSpec } from '../spec.ts';
import { CLOUD } from './containers-cloud.ts';
import { COMPOSE, COMPOSE_FILES, COMPOSE_OPTIONS } from './containers-compose.ts';
import { HELM } from './containers-helm.ts';
import { details } from './containers-inspect.ts';
import { KUBECTL } from './containers-kube.ts';

const TEMPLATE = '--format =text';
const LIST: CommandSpec = {
  options: `
    -aqls --all --quiet --latest --no-trunc --size --digests --tree
    -n --last -f --filter =text
    ${TEMPLATE}
  `,
  operands: 'text?',
};
const LOGS: CommandSpec = {
  options: `
    -ft --follow --timestamps --details
    -n --tail --since --until =text
  `,
  operands: 'text+',
};
const STATS: CommandSpec = {
  options: `
    -a --all --no-stream --no-trunc
    ${TEMPLATE}
  `,
  operands: 'text*',
  does: 'terminal',
  variants: [{ if: '--no-stream', operands: 'text*', does: '' }],
};
const INSPECT: CommandSpec = {
  options: `
    -s --size
    -f --format --type =text
  `,
  operands: 'text*',
  interpret: details,
};
const PLAIN_INSPECT: CommandSpec = {
  options: `
    -v --verbose
    -f --format =text
  `,
  operands: 'text*',
};
const HISTORY: CommandSpec = {
  options: `
    -qH --quiet --human --no-trunc
    ${TEMPLATE}
  `,
  operands: 'text',
};
const EVENTS: CommandSpec = {
  options: `
    -f --filter --since --until =text
    ${TEMPLATE}
  `,
  operands: '',
};
const INFO: CommandSpec = { options: `-f ${TEMPLATE}`, operands: '' };
/** A second operand would be handed to ps, on the machine itself. */
const TOP: CommandSpec = { operands: 'text' };
const NAMED: CommandSpec = { operands: 'text text?' };
const CHANGES: CommandSpec = {
  style: 'none',
  operands: 'text*',
  does: 'system - changes containers, images, networks or volumes',
};
const STARTS: CommandSpec = {
  style: 'none',
  operands: 'text*',
  does: 'exec - starts programs, which may see the whole machine; system',
};
const REGISTRY: CommandSpec = { style: 'none', operands: 'text*', does: 'network' };

/** A local daemon is asked; what only shows something is a reading of this machine. */
const COMMANDS: Readonly<Record<string, CommandSpec>> = {
  'ps images': LIST,
  logs: LOGS,
  stats: STATS,
  inspect: INSPECT,
  history: HISTORY,
  events: EVENTS,
  info: INFO,
  version: INFO,
  top: TOP,
  port: NAMED,
  diff: { operands: 'text' },
  container: {
    commands: {
      'ls list ps': LIST,
      logs: LOGS,
      stats: STATS,
      inspect: INSPECT,
      top: TOP,
      port: NAMED,
      diff: { operands: 'text' },
      'create kill pause unpause rename restart start stop rm prune update wait commit cp export attach':
        CHANGES,
      'run exec': STARTS,
    },
  },
  image: {
    commands: {
      'ls list': LIST,
      history: HISTORY,
      inspect: INSPECT,
      'rm prune tag import load save': CHANGES,
      'build push pull': STARTS,
    },
  },
  network: {
    commands: {
      'ls list': LIST,
      inspect: PLAIN_INSPECT,
      'create connect disconnect rm prune': CHANGES,
    },
  },
  volume: {
    commands: { 'ls list': LIST, inspect: INSPECT, 'create rm prune update': CHANGES },
  },
  system: {
    commands: {
      df: {
        options: `
          -v --verbose
          ${TEMPLATE}
        `,
        operands: '',
      },
      info: INFO,
      events: EVENTS,
      'prune dial-stdio reset migrate': CHANGES,
    },
  },
  context: {
    commands: {
      'ls list': LIST,
      show: { operands: '' },
      'use create rm update import export inspect': CHANGES,
    },
  },
  'node service stack config secret plugin': {
    commands: {
      'ls list ps services': LIST,
      'create rm update scale rollback deploy inspect logs install enable disable promote demote upgrade up down':
        CHANGES,
    },
  },
  compose: { options: COMPOSE_OPTIONS, configuredBy: COMPOSE_FILES, commands: COMPOSE },
  'run exec create start restart attach build buildx builder bake debug scout sandbox init model mcp play kube generate machine':
    STARTS,
  'stop kill pause unpause rename rm rmi update wait commit tag cp export import load save swarm checkpoint trust volumes unshare untag mount umount pod':
    CHANGES,
  'pull push search login logout manifest': REGISTRY,
};

export const CONTAINERS: readonly ToolSpec[] = [
  {
    names: 'docker podman',
    options: `
      -Dv --debug --version --help
      -l --log-level =text
      -H --host -c --context --url --connection =network
      --tlscacert --tlscert --tlskey =read
      --tls --tlsverify -r --remote !network
      --config --root --runroot --runtime --hooks-dir --conmon --module =exec # settings can name programs
    `,
    bare: true,
    commands: COMMANDS,
    allow: [
      'docker images',
      'docker ps -a --no-trunc',
      "docker ps --format '{{.Names}}'",
      'docker compose ps',
      'docker compose logs --tail=20 web',
      'docker stats --no-stream',
      'docker network ls',
      'docker volume ls',
      'docker logs -f --tail 100 web',
      'docker info',
      'docker version',
      'docker --version',
      'docker top web',
      'docker port web',
      'docker diff web',
      'docker history web',
      'docker system df -v',
      'docker container ls -a',
      'docker image ls',
      'docker context ls',
      'docker network inspect bridge',
      "docker inspect -f '{{.State.Status}}' web",
      'podman ps -a',
      'podman images',
    ],
    ask: [
      'docker inspect web',
      "docker inspect -f '{{json .Config}}' web",
      "docker inspect --format '{{.}}' web",
      'docker stats',
      'docker top web auxe',
      'docker -H tcp://192.0.2.1:2375 ps',
      'docker --context prod ps',
      'docker --config ./evil ps',
      'docker run -v /:/host alpine ls',
      'docker exec web ls',
      'docker build .',
      'docker rm -f web',
      'docker rmi x',
      'docker system prune -af',
      'docker pull alpine',
      'docker cp web:/a .',
      'docker save -o x.tar web',
      'docker login',
      'docker context use prod',
      'docker compose up -d',
      'docker compose -f https://example.com/x.git ps',
      'docker compose config',
      'docker compose exec web sh',
      'docker frob',
      'podman unshare ls',
      'podman --remote ps',
    ],
  },
  {
    names: 'docker-compose podman-compose',
    options: COMPOSE_OPTIONS,
    configuredBy: COMPOSE_FILES,
    bare: true,
    commands: COMPOSE,
    allow: [
      'docker-compose ps',
      'docker-compose logs web',
      'docker-compose version',
      'docker-compose --version',
    ],
    ask: [
      'docker-compose up',
      'docker-compose run web sh',
      'docker-compose -f x.yml down',
      'docker-compose config',
    ],
  },
  KUBECTL,
  HELM,
  ...CLOUD,
];
