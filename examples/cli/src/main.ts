/** A job with a time limit. The worker survives the job and does the next one. */
import { sleep, Thread } from '@killable/runtime';

const state = new Int32Array(new SharedArrayBuffer(8));
const jobs = ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', 'aaaa'];
const thread = new Thread(new URL('./work.js', import.meta.url), { args: [state, jobs] }).start();

while (Atomics.load(state, 0) === 0) await sleep(5);
thread.raiseExc(new RangeError('this job takes too long'));
console.log(await thread.result());
