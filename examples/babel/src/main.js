import { sleep, Thread } from '@killable/runtime';

const flag = new Int32Array(new SharedArrayBuffer(4));
const thread = new Thread(new URL('./work.js', import.meta.url), { args: [flag] }).start();

while (Atomics.load(flag, 0) === 0) await sleep(5);
thread.terminate();
const outcome = await thread.join();
console.log(`the thread is ${outcome.status}`);
