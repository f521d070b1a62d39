import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookAt } from '../../src/facts/paths.ts';
import { lookUpProgram } from '../../src/facts/programs.ts';
import { makeWorld } from './world.ts';

describe('paths', () => {
  it('a link to a secret is the secret, also through a folder and for a file that is not there yet', async () => {
    const world = makeWorld({ 'notes.txt': 'x' });
    mkdirSync(join(world.home, '.ssh'));
    symlinkSync(join(world.home, '.ssh', 'id_rsa'), join(world.project, 'link.txt'));
    symlinkSync(join(world.home, '.ssh'), join(world.project, 'folder'));
    symlinkSync('/etc', join(world.project, 'etc'));
    expect(await world.decide('cat notes.txt')).toBe('allow');
    expect(await world.decide('cat link.txt')).toBe('ask');
    expect(await world.decide('cat folder/config')).toBe('ask');
    expect(await world.decide('cat *.txt')).toBe('ask');
    expect(await world.decide('echo x > etc/passwd')).toBe('deny');
    expect(await world.decide('rm -rf etc/')).toBe('deny');
  });

  it('dots behind a link are followed as the kernel does, not as text', () => {
    const world = makeWorld({ 'deep/er/file': 'x' });
    symlinkSync(join(world.project, 'deep', 'er'), join(world.project, 'way'));
    expect(lookAt(`${world.project}/way/../x`).real).toBe(join(world.project, 'deep', 'x'));
    expect(lookAt(`${world.project}/way/../er/file`)).toMatchObject({ type: 'file' });
    expect(lookAt(`${world.project}/nothing/here`)).toMatchObject({
      type: 'missing',
      real: `${world.project}/nothing/here`,
    });
  });

  it('says when others may write', () => {
    const world = makeWorld({ 'mine.sh': 'x', 'open/run.sh': 'x' });
    chmodSync(join(world.project, 'open'), 0o777);
    expect(lookAt(join(world.project, 'mine.sh')).shared).toBeUndefined();
    expect(lookAt(join(world.project, 'open', 'run.sh')).shared).toBe(true);
  });
});

describe('programs', () => {
  it('one in the project, in a relative entry or writable by others is not the system’s', async () => {
    const world = makeWorld();
    world.write('bin/ls', '#!/bin/sh\n', 0o755);
    expect(lookUpProgram('ls', '/usr/bin:/bin').trusted).toBe(true);
    expect(lookUpProgram('ls', `${world.project}/bin:/usr/bin`)).toEqual({
      path: `${world.project}/bin/ls`,
      trusted: false,
    });
    expect(lookUpProgram('ls', '.:/usr/bin').trusted).toBe(false);
    expect(lookUpProgram('ls', ':/usr/bin').trusted).toBe(false);
    world.env.PATH = `${world.project}/bin:/usr/bin`;
    expect(await world.decide('ls')).toBe('ask');
    expect(await world.decide('/usr/bin/ls')).toBe('allow');
    expect(await world.decide('./bin/ls')).toBe('ask');
  });

  it('a name that is nowhere starts nothing', () => {
    expect(lookUpProgram('no-such-program-here', '/usr/bin')).toEqual({ trusted: false });
  });
});

describe('what a folder holds', () => {
  it('a search through everything asks where it would show a secret', async () => {
    const world = makeWorld({ 'src/a.ts': 'x', 'README.md': 'x' });
    expect(await world.decide('grep -rn x .')).toBe('allow');
    world.write('.env', 'TOKEN=1');
    expect(await world.decide('grep -rn x .')).toBe('ask');
    expect(await world.decide('grep -rn x src')).toBe('allow');
    expect(await world.decide('rg x')).toBe('allow');
    expect(await world.decide('rg --hidden x')).toBe('ask');
    expect(await world.decide("find . -name '*.ts' -exec cat {} +")).toBe('allow');
    expect(await world.decide('find . -exec cat {} +')).toBe('ask');
  });

  it('a key is known by its content, a certificate is none', async () => {
    const world = makeWorld({ 'ca.pem': '-----BEGIN CERTIFICATE-----\n' });
    expect(await world.decide('grep -r x .')).toBe('allow');
    world.write('server.pem', '-----BEGIN RSA PRIVATE KEY-----\n');
    expect(await world.decide('grep -r x .')).toBe('ask');
  });
});
