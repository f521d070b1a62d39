import { describe, expect, it } from 'vitest';
import { grantsOf, parseFlags, UsageError } from '../../src/cli/flags.ts';
import { HELP, helpFor } from '../../src/cli/help.ts';

describe('the command line', () => {
  it.each([
    [[], 'session', []],
    [['show the five largest files'], 'ask', ['show the five largest files']],
    [['ask', 'show', 'files'], 'ask', ['show', 'files']],
    [['plan', 'show files'], 'plan', ['show files']],
    [['plan the week'], 'ask', ['plan the week']],
    [['policy', 'check', 'ls -la'], 'policy', ['check', 'ls -la']],
    [['--', '-l is what?'], 'ask', ['-l is what?']],
    [['uptime'], 'ask', ['uptime']],
    [['run', '--help'], 'help', ['run']],
    [['policy', 'check', '--help'], 'help', ['policy']],
    [['help', 'jobs'], 'help', ['jobs']],
    [['help me find a file'], 'ask', ['help me find a file']],
  ])('%j is %s', (argv, call, words) => {
    expect(parseFlags(argv)).toMatchObject({ call, words });
  });

  it('has help of its own for each call, and all of it for what is none', () => {
    expect(helpFor('policy')).toMatch(/^Usage\n {2}assent policy check/);
    expect(helpFor('policy')).not.toContain('assent audit');
    expect(helpFor('run')).toContain('--approve-fd');
    expect(helpFor('fix')).toContain('… | assent fix');
    expect(helpFor('nothing of the kind')).toBe(HELP);
  });

  it('says what was meant when a subcommand does not fit', () => {
    expect(() => parseFlags(['run', 'the', 'tests'])).toThrow('did you mean: assent ask "run the tests"');
    expect(() => parseFlags(['policy', 'is', 'strict'])).toThrow(UsageError);
  });

  it.each([
    [['--yes', 'x y'], true, []],
    [['--yes=network,unknown', 'x y'], true, ['network', 'unknown']],
    [['--auto', 'x y'], false, []],
  ])('%j grants', (argv, yes, named) => {
    const grants = grantsOf(parseFlags(argv).flags);
    expect(grants).toMatchObject({ auto: true, yes });
    expect([...grants.named]).toEqual(named);
  });

  it('grants nothing by default', () => {
    expect(grantsOf(parseFlags(['x y']).flags)).toMatchObject({ auto: false, yes: false });
  });

  it.each([
    [['--yes=everything', 'x y'], /--yes=everything/],
    [['--timeout', 'soon', 'x y'], /--timeout soon/],
    [['--timeout', '0', 'x y'], /--timeout 0/],
    [['--approve-fd', '1', 'x y'], /from 3 up/],
    [['--json', '--jsonl', 'x y'], /exclude each other/],
    [['--jsno', 'x y'], /unknown option --jsno/],
    [['--model', '', 'x y'], /--model needs a value/],
    [['one request', 'two requests'], /one request at a time/],
  ])('%j is refused: %s', (argv, message) => {
    expect(() => parseFlags(argv)).toThrow(message);
  });

  it('reads durations', () => {
    expect(parseFlags(['--timeout', '90', 'x y']).flags.timeout).toBe(90);
    expect(parseFlags(['--timeout=1.5m', 'x y']).flags.timeout).toBe(90);
    expect(parseFlags(['--timeout', '500ms', 'x y']).flags.timeout).toBe(0.5);
  });
});
