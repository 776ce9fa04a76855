/** What a test file tells the runner: `suite.ts` prints it, `run.ts` reads it. */

/** Begins the line that a test file prints last; JSON of a `Report` follows. */
export const reportMark = '@@killable-tests ';

export interface Report {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** All tests have been run; false if the process exited under them. */
  readonly ended: boolean;
}
