import { asked, type Finding } from './finding.ts';
import { placesOf } from './places.ts';
import { mayStay, type Scope } from './scope.ts';
import type { Call } from './spec.ts';
import type { Walk } from './walk.ts';

/** Names bash itself runs: no program is looked up for them. */
export const BASH_BUILTINS: ReadonlySet<string> = new Set(
  `. : [ alias bg bind break builtin caller cd command compgen complete compopt continue declare dirs disown echo enable
   eval exec exit export false fc fg getopts hash help history jobs kill let local logout mapfile popd printf pushd pwd
   read readarray readonly return set shift shopt source suspend test times trap true type typeset ulimit umask
   unalias unset wait`.split(/\s+/),
);

/** Follows `cd`: what comes later runs in the new folder, or, if it failed unnoticed, in the old one. */
export function changeFolder(call: Call, scope: Scope, walk: Walk): readonly Finding[] {
  const before = scope.flow.folders;
  const target = call.operands[0] ?? { text: walk.setting.home, exact: true, many: false };
  const searched = walk.setting.searchesFolders === true && !/^\.{0,2}\//.test(target.text);
  if (!target.exact || target.text === '-' || searched) {
    scope.flow.folders = undefined;
    return [
      asked(
        { kind: 'env', target: 'PWD', detail: 'changes the folder' },
        'shell-state',
        'changes to a folder that is not known',
      ),
    ];
  }
  const places = placesOf(target, before, walk.desk);
  if (places.kind !== 'paths') {
    scope.flow.folders = undefined;
    return [];
  }
  scope.flow.folders = [...new Set(places.places.map((place) => place.path))];
  if (!places.places.every((place) => place.type === 'dir')) mayStay(scope.flow, before);
  return [];
}
