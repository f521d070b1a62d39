import { visible, visibleLine } from '../plan/display.ts';
import type { Outcome } from '../session/events.ts';
import type { StepState } from '../session/state.ts';
import { type PlanShown, planLines } from './plan-view.ts';
import { endedLines } from './run-view.ts';
import { blank, type Line, type Tone, wrap } from './text.ts';
import type { View } from './view.ts';

/** A finished piece of the session: written once, above the live part of the screen, and never changed. */
export type Block =
  | { readonly kind: 'banner'; readonly lines: readonly string[] }
  | { readonly kind: 'request'; readonly text: string }
  | { readonly kind: 'plan'; readonly plan: PlanShown }
  | {
      readonly kind: 'step';
      readonly step: StepState;
      readonly number: number;
      readonly of: number;
      /** Number under which its output is found again. */
      readonly output?: number;
    }
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'question'; readonly text: string }
  | {
      readonly kind: 'notice';
      readonly level: 'info' | 'warning';
      readonly text: string;
      /** A free row before it. */
      readonly gap?: boolean;
    }
  | { readonly kind: 'failure'; readonly message: string; readonly examples: readonly string[] }
  | {
      readonly kind: 'outcome';
      readonly outcome: Outcome;
      readonly exitCode: number;
      readonly ran: boolean;
    }
  /** Rows made for this width already. */
  | { readonly kind: 'lines'; readonly lines: readonly Line[] }
  /** What a command of the session printed; newlines are kept, nothing else is. */
  | { readonly kind: 'text'; readonly text: string; readonly tone?: Tone };

/** What went wrong, as a block. */
export function failure(error: unknown): Block {
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'failure', message, examples: [] };
}

/** Rows of a block at the width of the screen it is written to. */
export function blockLines(block: Block, view: View): readonly Line[] {
  const { messages, theme, columns } = view;
  const { glyphs } = theme;
  switch (block.kind) {
    case 'banner':
      return block.lines.flatMap((text) =>
        wrap([{ text: visibleLine(messages.said(text)), tone: 'dim' }], columns),
      );
    case 'request':
      return [
        blank,
        ...wrap(
          [
            { text: `${glyphs.prompt} `, tone: 'accent' },
            { text: visible(block.text), tone: 'strong' },
          ],
          columns,
          2,
        ),
      ];
    case 'plan':
      return planLines(block.plan, view);
    case 'step':
      return [blank, ...endedLines(block.step, block, view)];
    case 'answer':
      return paragraphs(block.text, columns);
    case 'question':
      return wrap(
        [
          { text: `${messages.question}${messages.colon}`, tone: 'warn' },
          { text: visible(block.text), tone: 'strong' },
        ],
        columns,
        2,
      );
    case 'notice':
      return [
        ...(block.gap ? [blank] : []),
        ...wrap(
          [
            ...(block.level === 'warning'
              ? [{ text: `${messages.warning}${messages.colon}`, tone: 'warn' } as const]
              : []),
            {
              text: visibleLine(messages.said(block.text)),
              tone: block.level === 'warning' ? 'warn' : 'dim',
            },
          ],
          columns,
          2,
        ),
      ];
    case 'failure':
      return [
        ...wrap(
          [{ text: `${glyphs.failed} `, tone: 'bad' }, { text: visibleLine(messages.said(block.message)) }],
          columns,
          2,
        ),
        ...block.examples.flatMap((example) =>
          wrap(
            [
              { text: `  ${messages.forExample}${messages.colon}`, tone: 'dim' },
              { text: visibleLine(example) },
            ],
            columns,
            4,
          ),
        ),
      ];
    case 'outcome': {
      const nothing = block.outcome === 'refused' && !block.ran;
      const text = messages.outcome[nothing ? 'abstained' : block.outcome];
      const tone = block.outcome === 'done' ? 'good' : 'warn';
      return text === '' ? [] : [...(block.ran ? [] : [blank]), [{ text, tone }]];
    }
    case 'lines':
      return block.lines;
    case 'text':
      return paragraphs(block.text, columns, block.tone);
  }
}

function paragraphs(text: string, columns: number, tone?: Tone): Line[] {
  return visible(text.replaceAll('\t', '    '))
    .replace(/\n+$/, '')
    .split('\n')
    .flatMap((line) => wrap([tone === undefined ? { text: line } : { text: line, tone }], columns));
}
