import type { Use } from '../spec.ts';

/** Commands that take nothing and do nothing but edit the pattern space. */
const PLAIN = new Set('=dDgGhHnNpPxzF');

/** Reads a sed script as GNU sed does; what differs between seds, and what it does not know, is unknown. */
export function sedUses(script: string): readonly Use[] {
  return new SedScript(script).read();
}

class SedScript {
  private at = 0;
  private readonly uses: Use[] = [];
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  read(): readonly Use[] {
    while (this.at < this.text.length) {
      this.skip(/[\s;{}]/);
      if (this.at >= this.text.length) break;
      if (!this.address() || !this.command()) {
        this.uses.push({ kind: 'unknown', detail: 'a sed script that is not understood' });
        break;
      }
    }
    return this.uses;
  }

  private skip(what: RegExp): void {
    while (this.at < this.text.length && what.test(this.text[this.at]!)) this.at++;
  }

  private address(): boolean {
    for (let count = 0; count < 2; count++) {
      this.skip(/[ \t]/);
      const char = this.text[this.at];
      if (count === 1 && (char === '+' || char === '~')) this.at++;
      if (/[0-9$]/.test(this.text[this.at] ?? '')) this.skip(/[0-9$~]/);
      else if (char === '/' || char === '\\') {
        if (char === '\\') this.at++;
        const delimiter = this.text[this.at++];
        if (delimiter === undefined || !this.delimited(delimiter)) return false;
        this.skip(/[IM]/);
      } else if (count === 1) return false;
      this.skip(/[ \t]/);
      if (this.text[this.at] !== ',') break;
      this.at++;
    }
    this.skip(/[ \t!]/);
    return true;
  }

  /** Steps over text up to the delimiter; false when it is not closed or seds disagree where it ends. */
  private delimited(delimiter: string, regex = true): boolean {
    if (delimiter === '\n' || delimiter === '\\') return false;
    let bracket = false;
    for (; this.at < this.text.length; this.at++) {
      const char = this.text[this.at]!;
      if (char === '\\') this.at++;
      else if (char === '\n') return false;
      else if (char === delimiter) {
        if (bracket) return false;
        this.at++;
        return true;
      } else if (regex && char === '[' && !bracket) {
        bracket = true;
        if (this.text[this.at + 1] === '^') this.at++;
        if (this.text[this.at + 1] === ']') this.at++;
      } else if (char === ']') bracket = false;
    }
    return false;
  }

  private line(): string {
    const end = this.text.indexOf('\n', this.at);
    const rest = this.text.slice(this.at, end === -1 ? undefined : end);
    this.at = end === -1 ? this.text.length : end;
    return rest.trim();
  }

  private command(): boolean {
    const char = this.text[this.at++];
    if (char === undefined) return false;
    if (PLAIN.has(char)) return this.end();
    switch (char) {
      case '{':
      case '}':
        return true;
      case '#':
        this.line();
        return true;
      case ':':
      case 'b':
      case 't':
      case 'T':
        this.skip(/[ \t]/);
        this.skip(/[^\s;}]/);
        return this.end();
      case 'q':
      case 'Q':
      case 'l':
        this.skip(/[ \t]/);
        this.skip(/\d/);
        return this.end();
      case 'a':
      case 'i':
      case 'c':
        this.insertedText();
        return true;
      case 'r':
      case 'R':
        return this.file('read');
      case 'w':
      case 'W':
        return this.file('write');
      case 'e':
        this.line();
        this.uses.push({ kind: 'exec', detail: 'the sed command e starts a program' });
        return true;
      case 'y':
        return this.pair(false) && this.end();
      case 's':
        return this.pair(true) && this.flags();
      default:
        return false;
    }
  }

  private end(): boolean {
    this.skip(/[ \t]/);
    return this.at >= this.text.length || /[;\n}#]/.test(this.text[this.at]!);
  }

  private insertedText(): void {
    for (; this.at < this.text.length; this.at++) {
      if (this.text[this.at] === '\\') this.at++;
      else if (this.text[this.at] === '\n') return;
    }
  }

  private file(kind: 'read' | 'write'): boolean {
    const name = this.line();
    if (name === '') return false;
    if (kind === 'read' && name === '/dev/stdin') return true;
    this.uses.push({ kind, arg: name, detail: `the sed script ${kind}s a file` });
    return true;
  }

  private pair(regex: boolean): boolean {
    const delimiter = this.text[this.at++];
    return delimiter !== undefined && this.delimited(delimiter, regex) && this.delimited(delimiter, false);
  }

  private flags(): boolean {
    for (; this.at < this.text.length; this.at++) {
      const char = this.text[this.at]!;
      if (char === 'e') this.uses.push({ kind: 'exec', detail: 'the sed flag e runs what it replaced' });
      else if (char === 'w') {
        this.at++;
        return this.file('write');
      } else if (!/[gpiImM0-9]/.test(char)) break;
    }
    return this.end();
  }
}
