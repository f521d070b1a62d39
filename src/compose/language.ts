import { loadSettings } from '../config/load.ts';
import { pathsOf } from '../config/paths.ts';
import { type Speaker, speakerFor } from '../language/speaker.ts';

/** The language of the settings; where they cannot be read, that of the locale. */
export async function speakerIn(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): Promise<Speaker> {
  const setting = await loadSettings({ paths: pathsOf(env), env, cwd }).then(
    ({ settings }) => settings.language,
    () => undefined,
  );
  return speakerFor(setting, env);
}
