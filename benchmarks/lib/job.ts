/** What the measuring process is told, and the mark of the line with which it answers. */
export interface Job {
  file: string;
  /** The folder in which inputs are looked up. */
  modules: string;
  /** Milliseconds of processor time for calls before the measured ones, and for those. */
  warmUp: number;
  measure: number;
  /** At least so many calls of each. */
  warmUpCalls: number;
  calls: number;
}

export const MARK = '@@sample ';
