/** Loops of blocking waits, where the thread is asleep nearly always, and waits that are longer than anyone's patience. */
import type { Family } from '../program.ts';

const runtime = `import { sleepSync } from '@killable/runtime';`;

export const blocking: Family = {
  name: 'blocking waits',
  programs: {
    'a loop of short sleeps': { head: runtime, body: `for (;;) sleepSync(1);` },
    'a loop of long sleeps': { head: runtime, body: `for (;;) sleepSync(60_000);` },
    'one sleep of a month': { head: runtime, body: `sleepSync(2 ** 31 - 1);` },
    'sleeps that do not sleep': { head: runtime, body: `for (;;) sleepSync(0);` },
    'sleeps in a try with a finally': {
      head: runtime,
      body: `for (;;) try { sleepSync(5); } finally { n++; }`,
    },
    'a sleep that is tried again': {
      head: runtime,
      body: `while (1) try { sleepSync(60_000); } catch {}`,
      raised: 'swallowed',
    },
    'a sleep in a callback': {
      head: runtime,
      body: `for (;;) [1, 2, 3].forEach(() => sleepSync(2));`,
    },
    'a sleep in a timer': {
      head: runtime,
      async: `setTimeout(() => sleepSync(2 ** 31 - 1)); await new Promise(() => {});`,
      raised: 'uncaught',
    },
    'Atomics.wait with a short timeout': `for (;;) Atomics.wait(log, 5, 0, 1);`,
    'Atomics.wait for no time': `while (Atomics.wait(log, 5, 0, 0));`,
    'Atomics.wait that is never equal': `for (;;) if (Atomics.wait(log, 5, 1) === 'not-equal') n++;`,
    'Atomics.notify': `for (;;) Atomics.notify(log, 5);`,
    'a compare-and-exchange that never succeeds': `while (Atomics.compareExchange(log, 5, 1, 2) !== 1);`,
    'messages that are received synchronously': {
      head: `import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';`,
      body: `const { port1 } = new MessageChannel(); while (receiveMessageOnPort(port1) === undefined);`,
    },
  },
};
