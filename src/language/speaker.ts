import { languageOf } from './language.ts';

/**
 * What a person reads is said through a speaker; what a program reads (JSON, the record, the history) never is, and
 * stays English. The English text is the key of the catalogue, as with gettext: one that is not in it is said in English.
 */
export interface Speaker {
  /** ``say`step ${id} ended` ``: the template is looked up, the values stand in it as they are. */
  (template: TemplateStringsArray, ...values: readonly (string | number)[]): string;
  /** The same for a finished English text, such as the reason of a verdict: its template is found again. */
  readonly of: (text: string) => string;
}

export const ENGLISH: Speaker = Object.assign(
  (template: TemplateStringsArray, ...values: readonly (string | number)[]) =>
    String.raw({ raw: template }, ...values),
  { of: (text: string) => text },
);

/** The catalogue of another language is loaded for those who read it. */
export async function speakerFor(
  setting: unknown,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Speaker> {
  return languageOf(setting, env) === 'zh' ? (await import('./chinese.ts')).CHINESE : ENGLISH;
}
