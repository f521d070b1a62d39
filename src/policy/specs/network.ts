import type { ToolSpec } from '../spec.ts';

export const NETWORK: readonly ToolSpec[] = [
  {
    names: 'curl',
    options: `
      -fsSLIvkig --fail --silent --show-error --location --head --verbose --compressed --insecure --get
      -m --max-time --connect-timeout --retry -A --user-agent -X --request -H --header =text
      -o --output =write
      -O --remote-name !write:.
      -d --data --data-raw =text # @file is caught by the ask every call gets
      -T --upload-file =read
    `,
    operands: 'network*',
    does: 'network',
    allow: [],
    ask: ['curl https://example.com', 'curl -o x https://example.com', 'curl -K conf', 'curl *'],
  },
];
