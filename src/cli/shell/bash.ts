/** The hook for bash 4.4 and newer; an older one gets the same less the check whether a line went into the history. */
export const bashHook = (
  folder: string,
): string => `# assent: keeps the last command that failed, and puts what assent ran into this shell's history
if [[ $- == *i* ]]; then
  __assent_folder=${quoted(folder)}
  export ASSENT_SHELL_PID=$$
  (umask 077; : >|"$__assent_folder/$$.failed")
  __assent_count=
  __assent_next=
  __assent_number() {
    local escape=$1
    if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)); then REPLY=\${escape@P}; else REPLY=$SECONDS.$RANDOM; fi
  }
  __assent_last() {
    REPLY=$(HISTTIMEFORMAT= builtin history 1)
    REPLY=\${REPLY#"\${REPLY%%[0-9]*}"}
    local number=\${REPLY%%[!0-9]*}
    REPLY=\${REPLY#"$number"}
    REPLY=\${REPLY#[ *]}
    REPLY=\${REPLY# }
  }
  __assent_prompt() {
    local code=$? count=$__assent_count next=$__assent_next certain=1 REPLY
    __assent_number '\\#'
    __assent_count=$REPLY
    __assent_number '\\!'
    __assent_next=$REPLY
    # With no history at all bash counts as if there were one line.
    if [[ -z $count ]]; then
      __assent_last
      if [[ -z $REPLY ]]; then __assent_next=0; fi
    fi
    if [[ $code != 0 && $code != 130 && $code != 148 && $count != "$__assent_count" && -d $__assent_folder ]]; then
      if [[ $next == "$__assent_next" && $HISTCONTROL != *ignoredups* ]]; then certain=0; fi
      __assent_last
      case $REPLY in
        '' | assent | assent\\ *) ;;
        *)
          builtin printf '%s\\0' assent-shell-1 bash "$code" "$PWD" "$certain" "$REPLY" >|"$__assent_folder/$$.failed"
          ;;
      esac
    fi
    if [[ -s $__assent_folder/$$.ran ]]; then __assent_take; fi
    return "$code"
  }
  __assent_take() {
    local file=$__assent_folder/$$.taken entry last before REPLY
    command mv -f -- "$__assent_folder/$$.ran" "$file" || return
    # The first entry that is added takes the place of the line just typed, so that line goes first.
    __assent_last
    last=$REPLY
    __assent_number '\\!'
    before=$REPLY
    builtin history -s -- "$last"
    __assent_number '\\!'
    if [[ $REPLY != "$before" ]]; then builtin history -d "$before" 2>/dev/null; fi
    while IFS= builtin read -r -d '' entry; do builtin history -s -- "$entry"; done <"$file"
    command rm -f -- "$file"
    __assent_number '\\!'
    __assent_next=$REPLY
  }
  if [[ \${PROMPT_COMMAND-} != *__assent_prompt* ]]; then
    PROMPT_COMMAND="__assent_prompt\${PROMPT_COMMAND:+; $PROMPT_COMMAND}"
  fi
fi
`;

/** One word for bash and zsh. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
