import type { Call, Use } from '../spec.ts';

/** Fields of a container that hold neither its environment nor its arguments. */
const FIELD =
  '(?:State|NetworkSettings|Name|Id|ID|Image|Created|RestartCount|Platform|Mounts|SizeRw|SizeRootFs|Architecture|Os|Size|RepoTags|RepoDigests|Driver|Scope|HostConfig\\.(?:RestartPolicy|NetworkMode|Memory|PortBindings))';
const HARMLESS = new RegExp(`^(?:[^{}]*\\{\\{\\s*(?:json\\s+)?\\.${FIELD}(?:\\.\\w+)*\\s*\\}\\})+[^{}]*$`);

/** The details of a container show its environment, where passwords stand; a format may ask for less. */
export function details(call: Call): readonly Use[] {
  const formats = call.values('-f', '--format');
  const harmless = formats.length > 0 && formats.every((arg) => arg.exact && HARMLESS.test(arg.text));
  return harmless ? [] : [{ kind: 'secret', detail: 'shows the environment of the container' }];
}
