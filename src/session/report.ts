/** What a subcommand prints: text for people, or the same as JSON; and the exit code. The text is safe to show. */
export interface Report {
  readonly text: string;
  readonly json: unknown;
  readonly code: number;
}
