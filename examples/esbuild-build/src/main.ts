import { sleep, Thread } from '@killable/runtime';

const progress = new Int32Array(new SharedArrayBuffer(4));
const thread = new Thread(new URL('./work.js', import.meta.url), { args: [progress] }).start();

while (Atomics.load(progress, 0) < 1000) await sleep(5);
console.log('1000 primes are enough');
thread.terminate();
const outcome = await thread.join();
console.log(`the thread is ${outcome?.status}`);
