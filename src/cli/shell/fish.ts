/** The hook for fish 3.1 and newer. Fish can be told of a line only through its file; \`history merge\` reads it. */
export const fishHook = (
  folder: string,
): string => `# assent: keeps the last command that failed, and puts what assent ran into this shell's history
if status is-interactive
    set -g __assent_folder ${quoted(folder)}
    set -gx ASSENT_SHELL_PID $fish_pid
    command sh -c 'umask 077; : >"$1"' sh $__assent_folder/$fish_pid.failed
    function __assent_postexec --on-event fish_postexec
        set -l code $status
        set -l line $argv[1]
        if test -d $__assent_folder; and not contains -- $code 0 130 148
            if not string match -qr '^(\\s|assent(\\s|$))' -- $line
                printf '%s\\0' assent-shell-1 fish $code $PWD 1 $line >$__assent_folder/$fish_pid.failed
            end
        end
        if test -s $__assent_folder/$fish_pid.ran
            __assent_take
        end
    end
    function __assent_take
        set -l file $__assent_folder/$fish_pid.taken
        command mv -f -- $__assent_folder/$fish_pid.ran $file; or return
        set -l name fish
        set -q fish_history; and set name $fish_history
        set -l data $HOME/.local/share
        set -q XDG_DATA_HOME; and set data $XDG_DATA_HOME
        if test -n "$name"; and not set -q fish_private_mode; and test -d $data/fish
            builtin history save
            while read -z -l entry
                set -l text (string split \\n -- $entry | string replace -a '\\\\' '\\\\\\\\' | string join '\\\\n')
                begin
                    echo "- cmd: $text"
                    echo "  when: "(date +%s)
                end >>$data/fish/$name'_history'
            end <$file
            builtin history merge
        end
        command rm -f -- $file
    end
end
`;

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
