import type { Call, Use } from '../spec.ts';

/** Options of everything that shows differences. Abbreviated long names are unknown on purpose. */
export const DIFF_OPTIONS = `
  -puszabwqWRDtrmc --patch --no-patch --raw --patch-with-raw --patch-with-stat --numstat --shortstat --summary
  --compact-summary --cumulative --name-only --name-status --no-color --no-renames --rename-empty --no-rename-empty
  --check --full-index --binary --minimal --patience --histogram --indent-heuristic --no-indent-heuristic --text
  --ignore-all-space --ignore-space-change --ignore-space-at-eol --ignore-cr-at-eol --ignore-blank-lines
  --function-context --no-function-context --exit-code --quiet --no-ext-diff --no-textconv --no-prefix
  --default-prefix --no-relative --pickaxe-all --pickaxe-regex --find-copies-harder --irreversible-delete
  --ita-invisible-in-index --ita-visible-in-index --no-color-moved --no-color-moved-ws --follow --no-follow --cc
  --combined-all-paths --no-abbrev --cached --staged --merge-base
  --stat --dirstat -X --dirstat-by-file --color --color-moved --color-words --word-diff --abbrev --ignore-submodules \
    -M --find-renames -C --find-copies -B --break-rewrites -U --unified --relative ?text
  --submodule ?oneof:log|short # diff would start git with the configuration of the submodule
  -l -S -G -I --ignore-matching-lines --diff-algorithm --anchored --word-diff-regex --color-moved-ws \
    --ws-error-highlight --src-prefix --dst-prefix --line-prefix --inter-hunk-context --output-indicator-new \
    --output-indicator-old --output-indicator-context --diff-filter --find-object --rotate-to --skip-to --stat-width \
    --stat-name-width --stat-graph-width --stat-count =text
  -O =read
  --output =write
  --ext-diff --textconv !exec # starts the program the configuration names
`;

/** Options of everything that walks through history. `--remerge-diff` merges again, with merge drivers: left out. */
export const WALK_OPTIONS = `
  -# -giEFP --oneline --graph --no-graph --no-decorate --source --use-mailmap --mailmap --no-mailmap --no-use-mailmap
  --clear-decorations --all --not --merges --no-merges --first-parent --reverse --topo-order --date-order
  --author-date-order --simplify-by-decoration --simplify-merges --full-history --dense --sparse --parents --children
  --left-right --left-only --right-only --cherry --cherry-mark --cherry-pick --boundary --walk-reflogs --do-walk
  --abbrev-commit --no-abbrev-commit --relative-date --all-match --invert-grep --regexp-ignore-case
  --extended-regexp --fixed-strings --perl-regexp --basic-regexp --remove-empty --show-pulls --bisect --merge --reflog
  --no-notes --full-diff --log-size --no-expand-tabs --alternate-refs --single-worktree --root --ignore-missing
  --no-min-parents --no-max-parents --exclude-first-parent-only --no-diff-merges --dd
  --pretty --format --decorate --branches --tags --remotes --no-walk --min-parents --max-parents --ancestry-path \
    --notes --show-notes --show-linear-break --expand-tabs --encoding ?text
  -n --max-count --skip --since --after --since-as-filter --until --before --max-age --min-age --author --committer \
    --grep --grep-reflog --decorate-refs --decorate-refs-exclude --date --glob --exclude -L =text
  --diff-merges =oneof:off|none|on|m|first-parent|1|separate|combined|c|dense-combined|cc
  --show-signature !exec # starts the gpg program the configuration names
`;

/** Options of everything that lists references. */
export const REF_OPTIONS = `
  --ignore-case --omit-empty
  --color --merged --no-merged --contains --no-contains ?text # a commit may follow; it is taken as an operand
  --sort --format --points-at =text
`;

/** What is left over from the tables in any git command that only shows things. */
export function shown(call: Call): readonly Use[] {
  return [...swallowed(call), ...signatures(call), ...blobs(call)];
}

/** An older git may not take the next word as the value of an option, but as an option of its own. */
function swallowed(call: Call): readonly Use[] {
  return call.options
    .flatMap((option) =>
      option.values.filter((value) => option.name !== '--sort' || value.text.startsWith('--')),
    )
    .filter((value) => /^-[-A-Za-z]/.test(value.text))
    .map((arg) => ({ kind: 'unknown', arg, detail: 'may be read as an option' }));
}

/** `%G?` and `%(signature)` verify a signature, which starts gpg or what the configuration names instead. */
function signatures(call: Call): readonly Use[] {
  return call.values('--format', '--pretty', '--batch-check').flatMap((arg): readonly Use[] => {
    if (!arg.exact) return [{ kind: 'unknown', arg, detail: 'format known only when it runs' }];
    return /%[-+ ]*G|signature/.test(arg.text)
      ? [{ kind: 'exec', arg, detail: 'starts the program that checks signatures' }]
      : [];
  });
}

/** The path in `HEAD:path`, `:path` and `-L 1,9:path` is read like the file itself. */
function blobs(call: Call): readonly Use[] {
  return [...call.operands, ...call.values('-L')].flatMap((arg): readonly Use[] => {
    const path = /^[^:]*:(?:\([^)]*\)|[/!^]|\d:)?(.+)$/s.exec(arg.text)?.[1];
    return path === undefined ? [] : [{ kind: 'read', arg: path }];
  });
}
