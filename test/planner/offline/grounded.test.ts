import { afterAll, describe, expect, it } from 'vitest';
import { place } from './place.ts';

const here = place({
  'tags.txt': 'sea\nsky\nsea\n',
  'notes.txt': 'one pier\ntwo\n',
  'hosts.txt': '10.0.0.1 router\n10.0.0.9 printer\n',
  'conf/app.json': '{"debug":false,"db":{"port":5432}}',
  'logs/app.log':
    '2026-03-01 10:02:11 ERROR no route\n2026-03-01 11:30:00 INFO fine\n2026-03-02 10:00:00 ERROR no route\n',
  'web/index.html': '<p>hi</p>',
  'web/img/a.png': 'x',
  'a/Thumbs.db': 'x',
  'b/Thumbs.db': 'x',
  'run.sh': 'echo hi\n',
});
afterAll(() => here[Symbol.dispose]());

describe('what stands in the place decides what words mean', () => {
  it.each([
    ['count the tags in tags.txt that occur exactly once', 'sort tags.txt | uniq -u | wc -l'],
    ['lines with pier in notes.txt', 'grep pier notes.txt'],
    ['remove the printer entry from hosts.txt', 'sed -i /printer/d hosts.txt'],
    ['wipe all Thumbs.db files wherever they are', "find . -type f -name 'Thumbs.db' -delete"],
    ['count the lines of app.log in logs', 'wc -l < logs/app.log'],
  ])('%s', (request, command) => {
    expect(here.command(request)).toBe(command);
  });

  it('sets a value of JSON beside the file', () => {
    expect(here.command('set debug to true in conf/app.json')).toBe(
      "jq '.debug = true' conf/app.json > conf/app.json.new && mv conf/app.json.new conf/app.json",
    );
  });

  it('picks the lines of a day, and between two times', () => {
    expect(here.command('lines of logs/app.log from 2 March 2026')).toContain('2026-03-02');
    expect(here.command('lines of logs/app.log between 10:00 and 11:00 on 2026-03-01')).toContain(
      '$2 >= "10:00" && $2 < "11:00"',
    );
  });
});

describe('no qualifier is dropped on the way to a change', () => {
  it('tells the packer what is left out', () => {
    expect(here.command('make a tarball web.tar.gz of web but leave out the img folder')).toBe(
      'tar -czf web.tar.gz --exclude=web/img web',
    );
  });
  it('takes rights away and does not give them', () => {
    expect(here.command('take write permission on run.sh away from group and others')).toBe(
      'chmod go-w run.sh',
    );
  });
  it.each([
    'files that belong to package nginx',
    'search for files with the read permission set for everybody',
  ])('changes nothing for a question: %s', (request) => {
    const answer = here.ask(request);
    expect(answer.kind === 'abstain' || answer.risk === 'read').toBe(true);
  });
});
