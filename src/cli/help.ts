/**
 * `--help`: only what works in this version, in 80 columns. The man page (docs/assent.1) is made from it; a test
 * compares them.
 */
export const HELP = `assent: a natural-language shell; nothing runs without your assent

Usage
  assent                          interactive session in the terminal
  assent "REQUEST"                one request: shows the plan, asks, runs
  assent ask REQUEST…             the same, without quotes
  … | assent "REQUEST"            piped data goes to the first step as it is
  assent plan "REQUEST"           plan and verdicts; nothing runs
  assent run FILE|-               judges, asks and runs what plan --json saved
  assent explain COMMAND          what each part does, by the manuals here,
                                  and what the policy says
  … | assent fix                  plans a repair of what failed (--command TEXT,
                                  or from the shell integration)
  assent undo [ID]                takes back what a step did to files
                                  (--list, --force)
  assent jobs list|show|why|cancel|logs|wait|serve
                                  the queue (logs --follow, list --all)
  assent state                    the machine's state (--watch, --json,
                                  --record FILE, --replay FILE)

Policy and record
  assent policy check COMMAND     verdict: exit 0 allow, 10 ask, 20 deny
                                  (--jsonl: many, from stdin)
  assent policy explain COMMAND   what it does and which rule decides
  assent policy add COMMAND       proposes the narrowest rule to allow it
  assent policy test              runs the examples inside the rules
  assent policy list              the tools the policy knows
  assent audit show|verify|export|head
                                  the tamper-evident record
  assent history [search|forget|export]
                                  what was asked and run
  assent sessions                 earlier sessions

Setting up
  assent setup                    what may plan here, and how to connect it
  assent model list|install|use|remove
                                  a model that plans in this process
                                  (--sha256, --name)
  assent init bash|zsh|fish       prints the shell integration:
                                  eval "$(assent init bash)"
  assent config show|explain|set|path|init
                                  the settings
  assent trust [DIR]              trusts a folder's own settings as they are now
  assent doctor                   checks the installation
  assent schema plan|event|verdict|state|result|preview|policy
                                  a JSON schema
  assent help [CALL]              this text, or what it says of one call

Options of a request
  --print              print the commands only
  --preview            run it in a copy-on-write view; show what would change
  --apply              the same, then make exactly these changes after a yes
                       (assent undo takes them back)
  --json               one JSON result at the end
  --jsonl              every event as a JSON line
  --auto               run without asking what the policy allows
  --yes[=KINDS]        also run what it would ask about inside the project;
                       name network, privilege, unknown, protected or tainted
                       to lift those too
  --offline            embedded planner only
  --endpoint URL       OpenAI-compatible endpoint
  --model NAME         model to ask
  --cwd DIR            work in DIR
  --timeout SECONDS    bound for the whole call
  --approve-fd N       take approvals as JSON lines from descriptor N
  --no-input           never ask; what needs a yes is refused
  --private            keep no history of this request
  --queue              put the steps in the queue; there they wait for
                       --after JOB, --at TIME (02:00, +30m), --when-idle,
                       --priority N (-20 to 19)
  --accessible         plain linear text for screen readers
  -q, --quiet          say less
  -v, --verbose        say more
  -V, --version        which version this is
  -h, --help           this text

Exit codes
  of the last step that ran; otherwise 2 usage, 124 timed out,
  125 assent failed, 126 refused, 127 command not found, 130 interrupted,
  143 terminated

Environment
  ASSENT_BASE_URL, ASSENT_API_KEY, ASSENT_MODEL  endpoint, its key, its model
  OPENAI_BASE_URL, OPENAI_API_KEY                the same where those are unset
  ASSENT_HOME                                    one folder for all that is kept
  NO_COLOR                                       no colours
`;

/** Calls that plan, and so take the options of a request. */
const PLANNING = ['ask', 'plan', 'run', 'fix'];

/** What `assent CALL --help` prints: its own lines of the help, and the options where it takes them; else all of it. */
export function helpFor(call: string | undefined): string {
  const lines = HELP.split('\n');
  const own: string[] = [];
  let inside = false;
  for (const line of lines) {
    if (/^ {2}\S/.test(line)) inside = line.split('assent ')[1]?.split(/\s/)[0] === call;
    else if (!/^ {3}/.test(line)) inside = false;
    if (inside) own.push(line);
  }
  if (own.length === 0) return HELP;
  const options = HELP.slice(HELP.indexOf('Options of a request'), HELP.indexOf('Exit codes'));
  return `Usage\n${own.join('\n')}\n\n${PLANNING.includes(call ?? '') ? options : ''}All calls and options: assent --help\n`;
}
