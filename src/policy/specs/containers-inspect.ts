import type { Call, Use } from '../spec.ts';

/** Fields of a container that hold neither its environment nor its arguments. */
const FIELD =
  '(?:State|NetworkSettings|Name|Id|ID|Image|Created|RestartCount|Platform|Mounts|SizeRw|SizeRootFs|Architecture|Os|Size|RepoTags|RepoDigests|Driver|Scope|HostConfig\\.(?:RestartPolicy|NetworkMode|Memory|PortBindings))';
const SHOWN = new RegExp(`^(?:(?:json|len|upper|lower)\\s+)?\\.${FIELD}(?:\\.\\w+)*$`);
const LISTED =
  /^range\s+(?:\$\w+\s*(?:,\s*\$\w+\s*)?:=\s*)?\.(?:NetworkSettings|Mounts|RepoTags|RepoDigests|State)(?:\.\w+)*$/;
/** A field of one of these, never `$` itself, which is the whole container again. */
const INSIDE = /^(?:json\s+)?(?:\$\w+)?(?:\.\w+)*$/;

/** A template all of whose parts show harmless fields, or fields of lists of such. */
function isHarmless(template: string): boolean {
  let depth = 0;
  const parts = template.match(/\{\{-?\s*([\s\S]*?)\s*-?\}\}/g) ?? [];
  if (/[{}]/.test(parts.reduce((rest, part) => rest.replace(part, ''), template))) return false;
  for (const part of parts) {
    const inner = part.replace(/^\{\{-?\s*/, '').replace(/\s*-?\}\}$/, '');
    if (inner === 'end' && depth > 0) depth--;
    else if (LISTED.test(inner)) depth++;
    else if (/^"[^"$`\\{}]*"$/.test(inner)) continue;
    else if (!SHOWN.test(inner) && !(depth > 0 && INSIDE.test(inner) && !/^(?:json\s+)?$/.test(inner)))
      return false;
  }
  return parts.length > 0;
}

/** The details of a container show its environment, where passwords stand; a format may ask for less. */
export function details(call: Call): readonly Use[] {
  const formats = call.values('-f', '--format');
  const harmless = formats.length > 0 && formats.every((arg) => arg.exact && isHarmless(arg.text));
  return harmless ? [] : [{ kind: 'secret', detail: 'shows the environment of the container' }];
}
