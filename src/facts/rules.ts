import { readFileSync } from 'node:fs';
import { assembleRules } from '../policy/rules/prove.ts';
import { type Problem, type ReadFile, readRules } from '../policy/rules/read.ts';
import type { Layer, RuleSet } from '../policy/rules/types.ts';

/** A policy file; one that is not there is skipped. `text` overrides the disk (a project file whose trusted bytes are known). */
export interface PolicyFile {
  readonly path: string;
  readonly layer: Layer;
  readonly text?: string;
}

/**
 * Reads and proves the rules of all layers. A file that cannot be read as TOML, or a tightening rule that is refused,
 * makes everything ask (`rules.broken`) until it is mended.
 */
export async function loadRules(
  files: readonly PolicyFile[],
): Promise<{ readonly rules: RuleSet; readonly problems: readonly Problem[] }> {
  const read: ReadFile[] = [];
  for (const file of files) {
    const text = file.text ?? textOf(file.path);
    if (text !== undefined) read.push(await readFile(file, text));
  }
  return assembleRules(read);
}

async function readFile({ path, layer }: PolicyFile, text: string): Promise<ReadFile> {
  const { parse } = await import('smol-toml');
  const lines = text
    .split('\n')
    .flatMap((line, index) => (/^\s*\[\[\s*rule\s*\]\]/.test(line) ? [index + 1] : []));
  try {
    return readRules(parse(text), path, layer, (index) => lines[index] ?? 1);
  } catch (error) {
    const message = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    return { rules: [], problems: [{ origin: path, message: `cannot be read: ${message}`, tightens: true }] };
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    return 'the file cannot be read';
  }
}
