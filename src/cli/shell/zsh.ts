import { quoted } from './bash.ts';

/** The hook for zsh 5. */
export const zshHook = (
  folder: string,
): string => `# assent: keeps the last command that failed, and puts what assent ran into this shell's history
if [[ -o interactive ]]; then
  typeset -g __assent_folder=${quoted(folder)} __assent_line=
  export ASSENT_SHELL_PID=$$
  (umask 077; : >|"$__assent_folder/$$.failed")
  __assent_preexec() {
    __assent_line=$1
    if [[ -o histignorespace && $1 == ' '* ]]; then __assent_line=; fi
  }
  __assent_precmd() {
    local code=$? line=$__assent_line file=$__assent_folder/$$.taken entry
    __assent_line=
    if [[ $code != (0|130|148) && -n $line && $line != assent(| *) && -d $__assent_folder ]]; then
      builtin printf '%s\\0' assent-shell-1 zsh $code "$PWD" 1 "$line" >|"$__assent_folder/$$.failed"
    fi
    if [[ -s $__assent_folder/$$.ran ]] && command mv -f -- "$__assent_folder/$$.ran" "$file"; then
      while IFS= builtin read -r -d '' entry; do builtin print -sr -- "$entry"; done <"$file"
      command rm -f -- "$file"
    fi
    return $code
  }
  autoload -Uz add-zsh-hook
  add-zsh-hook preexec __assent_preexec
  add-zsh-hook precmd __assent_precmd
fi
`;
