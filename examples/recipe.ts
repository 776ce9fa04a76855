/**
 * The example of the thread2 recipe for Python, in TypeScript, in three parts: a thread that sleeps, a thread that never looks
 * up, and a thread that catches what is raised in it. Run it: `node --import tsx examples/recipe.ts`
 */
import { sleep, Thread } from '@killable/runtime';

/** A function target takes nothing from around it, so it tells through shared memory that its `try` has begun. */
const newFlag = (): Int32Array => new Int32Array(new SharedArrayBuffer(4));
const isSet = async (flag: Int32Array): Promise<void> => {
  while (Atomics.load(flag, 0) === 0) await sleep(5);
};

// 1. It sleeps in a loop.
const inTry = newFlag();
const sleeper = new Thread(
  async (flag: Int32Array) => {
    try {
      while (true) {
        Atomics.store(flag, 0, 1);
        await new Promise((wake) => setTimeout(wake, 100));
      }
    } finally {
      console.log('outta here');
    }
  },
  { args: [inTry], compile: true },
).start();
await isSet(inTry);
console.log('asleep, alive:', sleeper.isAlive());
sleeper.terminate();
await sleeper.join();
console.log('joined, alive:', sleeper.isAlive());

// 2. It spins. No event loop turns in it, so no message and no AbortSignal reaches it.
const inLoop = newFlag();
const spinner = new Thread(
  (flag: Int32Array) => {
    try {
      Atomics.store(flag, 0, 1);
      while (true) {}
    } finally {
      console.log('outta here, too');
    }
  },
  { args: [inLoop], compile: true },
).start();
await isSet(inLoop);
console.log('spinning, alive:', spinner.isAlive());
spinner.terminate();
const outcome = await spinner.join();
console.log('joined:', outcome?.status);

// 3. It catches what is raised in it, and goes on.
const busy = newFlag();
const worker = new Thread(
  (flag: Int32Array) => {
    try {
      Atomics.store(flag, 0, 1);
      while (true) {}
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return `caught a ${error.name}, and 6 * 7 is still ${6 * 7}`;
    }
  },
  { args: [busy], compile: true },
).start();
await isSet(busy);
worker.raiseExc(TypeError);
console.log(await worker.result());
