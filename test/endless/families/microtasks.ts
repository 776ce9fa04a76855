/** Programs that never leave the microtask queue: no timer fires, no message is received while they run. */
import type { Family } from '../program.ts';

export const microtasks: Family = {
  name: 'microtasks',
  programs: {
    'awaits of nothing': { async: `for (;;) await null;` },
    'awaits in an async arrow function': {
      async: `await (async () => { while (true) await 0; })();`,
    },
    'awaits of async calls': { head: `async function f() {} `, async: `while (true) await f();` },
    'awaits of resolved promises': { async: `do await Promise.resolve(); while (true);` },
    'awaits of Promise.all': {
      head: `const f = async (x) => x;`,
      async: `for (;;) await Promise.all([f(1), f(2)]);`,
    },
    'an await in the test of a loop': { async: `while ((await 1) === 1);` },
    'an await in the update of a loop': { async: `for (;; await n++);` },
    'async recursion': {
      head: `async function f() { await null; return f(); }`,
      async: `await f();`,
    },
    'async recursion that awaits itself': {
      head: `const f = async () => { await null; await f(); };`,
      async: `await f();`,
    },
    'two async functions in turn': {
      head: `async function ping() { await null; return pong(); } async function pong() { await null; return ping(); }`,
      async: `await ping();`,
    },
    'an async method that calls itself': {
      head: `class C { async m() { await null; return this.m(); } }`,
      async: `await new C().m();`,
    },
    'for await over an endless async generator': {
      head: `async function* naturals() { for (let i = 0; ; i++) yield i; }`,
      async: `for await (const i of naturals()) n = i;`,
    },
    'for await with an empty statement': {
      head: `async function* always() { while (true) yield; }`,
      async: `for await (const _ of always());`,
    },
    'for await over an endless generator': {
      head: `function* naturals() { for (let i = 0; ; i++) yield i; }`,
      async: `for await (const i of naturals()) n = i;`,
    },
    'for await over an iterator that is always ready': {
      async: `for await (const x of { [Symbol.asyncIterator]: () => ({ next: async () => ({ done: false }) }) });`,
    },
    'an async generator that delegates to an endless one': {
      head: `async function* inner() { for (;;) yield 1; } async function* outer() { yield* inner(); }`,
      async: `for await (const x of outer()) n += x;`,
    },
    'an async generator that is driven by hand': {
      head: `async function* naturals() { for (let i = 0; ; i++) yield i; }`,
      async: `const it = naturals(); for (;;) n = (await it.next()).value;`,
    },
    'a thenable that resolves to itself': {
      head: `const again = { then(resolve) { resolve(again); } };`,
      async: `await again;`,
    },
    'a promise chain that begins itself again': {
      head: `const again = () => { Promise.resolve().then(again); };`,
      async: `again(); await new Promise(() => {});`,
      raised: 'either',
    },
    'a promise chain that grows': {
      head: `const again = () => Promise.resolve().then(again);`,
      async: `await again();`,
      raised: 'either',
    },
    'a promise chain through both reactions': {
      head: `const yes = () => { Promise.reject(1).then(null, no); }, no = () => { Promise.resolve().then(yes); };`,
      async: `yes(); await new Promise(() => {});`,
      raised: 'either',
    },
    'a rejection whose handler is the way to the next one': {
      head: `const again = () => Promise.reject(1).catch(again);`,
      async: `await again();`,
      raised: 'either',
      masked: true,
    },
    'a finally whose handler is the way to the next one': {
      head: `const again = () => Promise.resolve(1).finally(again);`,
      async: `await again();`,
      raised: 'either',
      masked: true,
    },
    'a rejection whose async handler is the way to the next one': {
      head: `const again = async () => { await null; return Promise.reject(1).catch(again); };`,
      async: `await again();`,
      raised: 'either',
      masked: true,
    },
    queueMicrotask: {
      head: `const again = () => queueMicrotask(again);`,
      async: `again(); await new Promise(() => {});`,
      raised: 'either',
    },
    'process.nextTick': {
      head: `const again = () => { process.nextTick(again); };`,
      async: `again(); await new Promise(() => {});`,
      raised: 'either',
    },
    'a call that nobody awaits': {
      head: `const busy = async () => { for (;;) await null; };`,
      async: `void busy(); await new Promise(() => {});`,
      raised: 'either',
    },
  },
};
