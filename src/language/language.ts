export type Language = 'en' | 'zh';

/** The setting when there is one, else the language the environment speaks. */
export function languageOf(setting: unknown, env: Readonly<Record<string, string | undefined>>): Language {
  if (setting === 'en' || setting === 'zh') return setting;
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
