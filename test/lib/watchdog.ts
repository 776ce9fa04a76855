/**
 * Ends this process when a test holds its thread beyond the deadline, in synchronous code, say.
 *
 * Claim: no test hangs its process. Sound because the clock runs in another thread, which needs nothing from
 * this one: it prints the test's name and kills the process. It gives a test that merely waits two seconds more
 * than `deadline` does, so that the milder of the two speaks first.
 */
import { Worker } from 'node:worker_threads';

const grace = 2_000;
const program = `
  const { parentPort } = require('node:worker_threads');
  const { writeSync } = require('node:fs');
  let timer;
  parentPort.on('message', ({ title, ms }) => {
    clearTimeout(timer);
    if (title === null) return;
    timer = setTimeout(() => {
      writeSync(2, '\\n' + title + ' holds its thread beyond its deadline; the process is killed\\n');
      process.kill(process.pid, 'SIGKILL');
    }, ms);
  });
`;
let worker: Worker | undefined;

/** Until the next call, the process has `ms` for `title`. */
export function watch(title: string, ms: number): void {
  worker ??= new Worker(program, { eval: true, execArgv: [] });
  worker.unref();
  worker.postMessage({ title, ms: ms + grace });
}

/** Nothing is being waited for. */
export function rest(): void {
  worker?.postMessage({ title: null, ms: 0 });
}
