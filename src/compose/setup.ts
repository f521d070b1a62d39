import { loadSettings } from '../config/load.ts';
import { pathsOf } from '../config/paths.ts';
import { discoverLocal } from '../planner/discover.ts';
import { ModelStore } from '../planner/managed/store.ts';

/** What `assent setup` tells: nothing is sent but the question for a list of models, on the loopback. */
export async function openSetup(env: Readonly<Record<string, string | undefined>>, cwd: string) {
  const paths = pathsOf(env);
  const { settings, endpoint } = await loadSettings({ paths, env, cwd });
  const accepted = settings['endpoint.accepted_local'];
  const used = settings['model.use'];
  return {
    now: endpoint
      ? `${endpoint.model ?? 'no model named'} via ${new URL(endpoint.baseUrl).host}`
      : accepted.length > 0
        ? `an accepted server on this machine (${accepted.join(', ')}), else embedded`
        : used !== undefined
          ? `${used}, in this process`
          : 'embedded; nothing leaves this machine',
    servers: await discoverLocal(),
    accepted,
    installed: new ModelStore(paths.data).list().map(({ name }) => name),
    configFile: paths.configFile,
  };
}
