/**
 * A clock that runs beside a thread, so that a deadline passes while the thread is busy (SEMANTICS 5.1).
 *
 * The program is a text, not a file: a bundler that puts the runtime into another package would lose the file. It knows one moment at a
 * time. From then on it rings every cleanup budget, without the compiler's masks after the first time (4.5), until it is told another.
 */
import { Worker } from 'node:worker_threads';
import { BELL, OVERDUE, WORD } from '../mailbox/layout.ts';

/** Milliseconds that cleanup may hold up a scope's interrupt. */
export const BUDGET = 1000;

const program = `
const { parentPort, workerData: control } = require('node:worker_threads');
let timer;
parentPort.on('message', ([at, first]) => {
  clearTimeout(timer);
  let bits = first;
  const wait = () => {
    const left = at - (performance.timeOrigin + performance.now());
    if (left > 0) return void (timer = setTimeout(wait, Math.min(left, 2 ** 31 - 1)));
    Atomics.or(control, ${WORD}, bits);
    Atomics.add(control, ${BELL}, 1);
    Atomics.notify(control, ${BELL});
    bits |= ${OVERDUE};
    timer = setTimeout(wait, ${BUDGET});
  };
  if (at !== Infinity) wait();
});`;

/** Starts the clock of the thread with this control block; returns what sets it, in milliseconds of the epoch. */
export function startWatchdog(control: Int32Array): (at: number, bits: number) => void {
  const worker = new Worker(program, {
    eval: true,
    execArgv: [],
    env: {},
    workerData: control,
    name: 'killable watchdog',
  });
  worker.unref();
  return (at, bits) => worker.postMessage([at, bits]);
}
