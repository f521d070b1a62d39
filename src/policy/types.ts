/** What a command may do to the world, as the judge understands it. */
export type EffectKind =
  | 'read'
  | 'write'
  | 'delete'
  | 'exec'
  | 'network'
  | 'env'
  | 'process'
  | 'privilege'
  | 'terminal'
  | 'unknown';

export interface Effect {
  readonly kind: EffectKind;
  /** Path, host, variable, program or process the effect falls on, when it is known. */
  readonly target?: string;
  /** Why or how, in a few words for a person: "overwrites", "option --pre starts a program". */
  readonly detail?: string;
}

export type Decision = 'allow' | 'ask' | 'deny';

export interface Verdict {
  /** The step's id; for `policy check` the id given with the command. */
  readonly id: string;
  readonly verdict: Decision;
  /** Name of the rule that decided; built-in rules are `builtin:…`. */
  readonly rule: string;
  readonly reason: string;
  readonly effects: readonly Effect[];
  readonly sandboxed?: boolean;
  /** For an ask: everything `--yes[=…]` has to lift. In process only: faces leave it out of what they publish. */
  readonly asks?: readonly Cause[];
}

/** What has to be lifted before a flag may say yes (contract, Consent). */
export type Cause =
  | 'read'
  | 'write'
  | 'delete'
  | 'exec'
  | 'network'
  | 'privilege'
  | 'unknown'
  | 'protected'
  | 'tainted';

/** Who said yes, and how. Kept with the step and in the record. */
export interface Approval {
  readonly planHash: string;
  readonly stepId: string;
  readonly by: 'key' | 'tty' | 'fd' | 'policy' | 'flag';
}

/** What the person lifted with `--auto` / `--yes[=…]`. Never read from environment or files. */
export interface Grants {
  /** Run without asking what the policy allows. */
  readonly auto: boolean;
  /** Lift ask for reading, writing, deleting and executing inside the write scope. */
  readonly yes: boolean;
  /** What must be named to be lifted. */
  readonly named: ReadonlySet<'network' | 'privilege' | 'unknown' | 'tainted' | 'protected'>;
}
