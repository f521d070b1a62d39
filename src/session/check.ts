/** One line of `assent doctor`. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail';
  /** What was found; holds no secret. */
  readonly detail: string;
  /** What to do about it; absent when there is nothing to do. */
  readonly mend?: string;
}
