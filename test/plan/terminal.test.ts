import { describe, expect, it } from 'vitest';
import { needsTerminal } from '../../src/plan/terminal.ts';

describe('commands that need the terminal', () => {
  it.each([
    'vim notes.txt',
    'less README.md',
    'top',
    '/usr/bin/nano x',
    'python3',
    'ssh host',
    'ssh -p 22 host',
    'sudo apt install x',
    'man ls',
    'psql',
    'psql -U me shop',
    'mysql -u root -p shop',
    'sqlite3 data.db',
    'git commit',
    'git commit -a -v',
    'git rebase -i HEAD~3',
    'git add -p',
    'docker exec -it web bash',
    'kubectl exec -n x -it pod -- sh',
    'docker run --rm -ti alpine',
    'crontab -e',
    'node -i',
  ])('%s', (command) => {
    expect(needsTerminal(command)).toBe(true);
  });

  it.each([
    'ls',
    'top -b -n1',
    'python3 x.py',
    'cat x | less',
    'vim < x',
    'ssh host uptime',
    'sudo -n true',
    'echo vim',
    'less x > y',
    'git log',
    'bash script.sh',
    'vim --version',
    'psql -U me -c "select 1" shop',
    'psql -f x.sql',
    'mysql -e "show tables" shop',
    'sqlite3 data.db "select 1"',
    'git commit -m "x"',
    'git commit -am x',
    'git commit --amend --no-edit',
    'git rebase main',
    'git add .',
    'docker exec web ls',
    'docker run -d nginx',
    'docker ps -a',
    'crontab -l',
  ])('not %s', (command) => {
    expect(needsTerminal(command)).toBe(false);
  });
});
