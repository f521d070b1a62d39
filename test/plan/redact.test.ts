import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, redactDeep } from '../../src/plan/redact.ts';

// Each secret is put together here so that no scanner takes this file for a leak.
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'.repeat(3);
const SECRETS: [string, string, string][] = [
  ['an API key', `key is ${`sk-${letters.slice(0, 40)}`} ok`, `sk-${letters.slice(0, 40)}`],
  ['a forge token', `ghp_${letters.slice(0, 36)}`, letters.slice(0, 36)],
  ['a cloud key id', `AKIA${'ABCDEFGHIJKLMNOP'}`, 'ABCDEFGHIJKLMNOP'],
  ['a password in a URL', 'git clone https://bob:hunter2secret@host/x', 'hunter2secret'],
  [
    'an authorization header',
    `curl -H 'Authorization: Bearer ${letters.slice(0, 20)}' x`,
    letters.slice(0, 20),
  ],
  ['an assignment', 'export DB_PASSWORD=correcthorse', 'correcthorse'],
  ['a JSON member', '{"api_key": "abc123def"}', 'abc123def'],
  ['an option', 'mysql --password=letmein now', 'letmein'],
  ['an option with a blank', 'tool --token letmein2 now', 'letmein2'],
  ['curl -u', 'curl -u bob:letmein3 http://x', 'letmein3'],
  ['a web token', `eyJ${letters.slice(0, 12)}.eyJ${letters.slice(0, 12)}.sig`, `${letters.slice(0, 12)}.sig`],
  ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----', 'MIIabc'],
];

describe('redaction', () => {
  it.each(SECRETS)('takes out %s', (_name, text, secret) => {
    expect(text).toContain(secret);
    const clean = redact(text);
    expect(clean).not.toContain(secret);
    expect(clean).toContain('[redacted]');
  });

  it('leaves ordinary text and references alone', () => {
    for (const text of [
      'ls -la src',
      'echo $TOKEN',
      'export API_KEY=$OTHER',
      'grep -n password README.md',
      'find . -name "*.key"',
      'the tokens are counted',
    ])
      expect(redact(text)).toBe(text);
  });

  it('is idempotent, and goes into every string of a value', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(redact(redact(text))).toBe(redact(text));
      }),
    );
    expect(redactDeep({ a: ['PASSWORD=verysecret', 1, null], b: { c: true } })).toEqual({
      a: ['PASSWORD=[redacted]', 1, null],
      b: { c: true },
    });
  });
});
