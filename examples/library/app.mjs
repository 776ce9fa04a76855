/**
 * A user of the library, in two ways: called on the main thread it is an ordinary function; called from a thread it can be
 * interrupted. Run it after the library's build: `node examples/library/app.mjs`
 */
import { parentPort } from 'node:worker_threads';
import { sleep, Thread } from '@killable/runtime';
import { countWords } from './counter/dist/index.js';

/** The thread's target. It is not compiled, so only its calls into the library can be interrupted. */
export function work(flag) {
  try {
    Atomics.store(flag, 0, 1);
    return countWords('to be or not to be', Infinity);
  } finally {
    console.log('the thread cleans up');
  }
}

async function main() {
  console.log('on the main thread:', countWords('to be or not to be', 1000));
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const thread = new Thread(new URL(import.meta.url), { exportName: 'work', args: [flag] }).start();
  while (Atomics.load(flag, 0) === 0) await sleep(5);
  thread.terminate();
  const outcome = await thread.join();
  console.log('in a thread:', outcome.status);
}

if (parentPort === null) await main();
