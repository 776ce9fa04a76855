/**
 * Callbacks of the event loop. The target is suspended in an await while a callback spins, or while callbacks follow one another:
 * an exit that escapes from a callback ends the thread as it would from the target, whose `finally` runs (rule 2.7).
 */
import type { Family, Program } from '../program.ts';

/** The callback never returns. */
const hog = (begin: string, head = ''): Program => ({
  head: `${head}\nconst hog = () => { for (;;); };`,
  async: `${begin}; await new Promise(() => {});`,
  raised: 'uncaught',
});

/** Each callback returns, and the next one comes. */
const chain = (begin: string, head = ''): Program => ({
  head,
  async: `${begin}; await new Promise(() => {});`,
  raised: 'either',
});

export const hogs: Family = {
  name: 'callbacks of the event loop',
  programs: {
    'a timer that never returns': hog(`setTimeout(hog)`),
    'an interval that never returns': hog(`setInterval(hog, 1)`),
    'an immediate that never returns': hog(`setImmediate(hog)`),
    'a microtask that never returns': hog(`queueMicrotask(hog)`),
    'a tick that never returns': hog(`process.nextTick(hog)`),
    'a reaction that never returns': hog(`Promise.resolve().then(hog)`),
    // These two stand for clauses, so they run masked.
    'a finally reaction that never returns': {
      ...hog(`Promise.resolve().finally(hog)`),
      masked: true,
    },
    'a catch reaction that never returns': {
      ...hog(`Promise.reject(1).catch(hog)`),
      masked: true,
    },
    'a timer that never returns, behind which a handler polls and the target goes on without a wait':
      {
        async: `await new Promise((resolve, reject) => setTimeout(() => { reject(1); for (;;); })).catch(() => { for (const x of [1, 2, 3]) n += x; }); for (;;);`,
        raised: 'uncaught',
      },
    'a timer that never returns, behind which the target goes on without a wait': {
      async: `await new Promise((resolve) => setTimeout(() => { resolve(); for (;;); })); for (;;);`,
      raised: 'uncaught',
    },
    'a timer inside a timer': hog(`setTimeout(() => setTimeout(() => hog()))`),
    'a timer with a tree of calls': {
      head: `const tree = (n) => n && (tree(n - 1), tree(n - 1));`,
      async: `setTimeout(tree, 1, 60); await new Promise(() => {});`,
      raised: 'uncaught',
    },
    'an event listener that never returns': hog(
      `const e = new EventEmitter().on('x', hog); setTimeout(() => e.emit('x'))`,
      `import { EventEmitter } from 'node:events';`,
    ),
    'a listener of an event target that never returns': hog(
      `const e = new EventTarget(); e.addEventListener('x', hog); setTimeout(() => e.dispatchEvent(new Event('x')))`,
    ),
    'a listener of an abort signal that never returns': hog(
      `const c = new AbortController(); c.signal.onabort = hog; setTimeout(() => c.abort())`,
    ),
    'a message handler that never returns': hog(
      `const { port1, port2 } = new MessageChannel(); port1.onmessage = hog; port2.postMessage(1)`,
    ),
    'a file callback that never returns': hog(`stat('.', hog)`, `import { stat } from 'node:fs';`),
    'a stream handler that never returns': hog(
      `new Readable({ read() { this.push('x'); } }).on('data', hog)`,
      `import { Readable } from 'node:stream';`,
    ),
    'an async timer callback that never returns': hog(`setTimeout(async () => hog())`),
    'a timer that never returns, in a process with a handler for uncaught errors': {
      head: `const hog = () => { for (;;); };`,
      async: `process.on('uncaughtException', () => {}); setTimeout(hog); await new Promise(() => {});`,
      raised: 'swallowed',
    },
    'timers that follow one another': chain(`(function again() { setTimeout(again); })()`),
    'immediates that follow one another': chain(`(function again() { setImmediate(again); })()`),
    'an interval': chain(`setInterval(() => n++, 1)`),
    'an interval of long callbacks': chain(
      `setInterval(() => { for (const end = Date.now() + 20; Date.now() < end; ); }, 1)`,
    ),
    'messages that follow one another': chain(
      `const { port1, port2 } = new MessageChannel(); port1.onmessage = () => port2.postMessage(1); port2.postMessage(1)`,
    ),
    'events that follow one another': chain(
      `const e = new EventEmitter(); e.on('x', () => setImmediate(() => e.emit('x'))); e.emit('x')`,
      `import { EventEmitter } from 'node:events';`,
    ),
    'file callbacks that follow one another': chain(
      `(function again() { stat('.', again); })()`,
      `import { stat } from 'node:fs';`,
    ),
  },
};
