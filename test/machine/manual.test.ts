import { describe, expect, it } from 'vitest';
import { parseManual } from '../../src/machine/manual/roff.ts';

const text = (page: string, option: string) =>
  parseManual(page).entries.find(({ options }) => options.includes(option))?.text;

describe('manuals, read as files', () => {
  it('in the man language', () => {
    const page = `.TH LS 1
.SH NAME
ls \\- list directory contents
.SH OPTIONS
.TP
\\fB\\-a\\fR, \\fB\\-\\-all\\fR
do not ignore entries
starting with .
.TP
\\fB\\-\\-block\\-size\\fR=\\fISIZE\\fR
scale by SIZE
.HP
\\fB\\-n\\fR
.IP
print nothing`;
    expect(parseManual(page).summary).toBe('list directory contents');
    expect(text(page, '-a')).toBe('do not ignore entries starting with .');
    expect(text(page, '--all')).toBe(text(page, '-a'));
    expect(text(page, '--block-size')).toBe('scale by SIZE');
    expect(text(page, '-n')).toBe('print nothing');
  });

  it('in the mdoc language', () => {
    const page = `.Dt SSH 1
.Sh NAME
.Nm ssh
.Nd remote login client
.Sh OPTIONS
.Bl -tag
.It Fl 4
Forces
.Nm
to use IPv4.
.It Fl b Ar address
Binds to the address.
.El`;
    expect(parseManual(page).summary).toBe('remote login client');
    expect(text(page, '-b')).toBe('Binds to the address.');
    expect(text(page, '-4')).toContain('to use IPv4.');
  });

  it('as DocBook writes them', () => {
    const page = `.SH "NAME"
git-commit \\- Record changes
.SH "OPTIONS"
.PP
\\-a, \\-\\-all
.RS 4
Stage files\\&.
.RE`;
    expect(text(page, '--all')).toBe('Stage files.');
  });
});
