/** What a host process is told, and the mark of the line with which it answers. */
export interface HostJob {
  what: 'latency' | 'turnaround' | 'memory';
  how: 'killable' | 'terminate';
  /** The compiled module for a thread, the uncompiled one for a worker. */
  file: string;
  plainWorker: string;
  count: number;
}

export const HOST_MARK = '@@host ';
