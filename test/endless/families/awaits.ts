/** Awaits that never end, and programs that are nothing but awaits. The thread is idle: no poll is passed, the await itself is interrupted. */
import type { Family } from '../program.ts';

const never = `const never = new Promise(() => {});`;

export const awaits: Family = {
  name: 'awaits',
  programs: {
    'a promise that never settles': { async: `await new Promise(() => {});` },
    'the same promise, twice': { head: never, async: `await (await never);` },
    'an await in an argument': { head: never, async: `n = Math.max(1, await never, n++);` },
    'an await in a template': { head: never, async: 'String(`a${await never}b`);' },
    'an await in the head of a loop': { head: never, async: `while (await never) n++;` },
    'an await in a return': { head: never, async: `return await never;` },
    'a promise that is returned': {
      head: `${never} async function f() { return never; }`,
      async: `await f();`,
    },
    'a thenable that never calls': { async: `await { then() {} };` },
    'for await over an iterator that never answers': {
      async: `for await (const x of { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) });`,
    },
    'for await over an array with a promise that never settles': {
      head: never,
      async: `for await (const x of [1, never, 2]) n += x;`,
    },
    'for await over an async generator that never answers': {
      head: `${never} async function* f() { yield 1; await never; }`,
      async: `for await (const x of f()) n += x;`,
    },
    'for await over an async generator that yields a promise that never settles': {
      head: `${never} async function* f() { yield never; }`,
      async: `for await (const x of f()) n += x;`,
    },
    'an async generator that is driven by hand': {
      head: `${never} async function* f() { try { await never; } finally { globalThis.log[4]++; } }`,
      async: `await f().next();`,
    },
    'yield* over an async iterator that never answers': {
      head: `${never} async function* inner() { await never; } async function* outer() { yield* inner(); }`,
      async: `for await (const x of outer());`,
    },
    'Promise.all': { head: never, async: `await Promise.all([1, never]);` },
    'Promise.race': { head: never, async: `await Promise.race([never, never]);` },
    'Promise.race of nothing': { async: `await Promise.race([]);` },
    'Promise.any': { head: never, async: `await Promise.any([Promise.reject(1), never]);` },
    'Promise.allSettled': { head: never, async: `await Promise.allSettled([1, never]);` },
    'a reaction to a promise that never settles': {
      head: never,
      async: `await never.then(() => 1).finally(() => 2);`,
    },
    'a chain of async calls': {
      head: `${never} const a = async () => { await b(); }; async function b() { return await c.d(); } const c = { async d() { await never; } };`,
      async: `await a();`,
    },
    'several calls at once': {
      head: `${never} const one = async (k) => { await k; await never; };`,
      async: `await Promise.all([one(1), one(2), one(3)]);`,
      raised: 'caught',
    },
    'an await in a try with a finally': {
      head: never,
      async: `try { await never; } finally { n++; await null; }`,
    },
    'an await in a catch': {
      head: never,
      async: `try { throw 1; } catch { await never; }`,
      masked: true,
    },
    'an await in a finally': {
      head: never,
      async: `try { n++; } finally { await never; }`,
      masked: true,
    },
    'an await in a default of a pattern': { head: never, async: `const { a = await never } = {};` },
    'an await in an arrow function': { head: never, async: `await (async () => await never)();` },
    'an await in a static method': {
      head: `${never} class C { static async m() { await never; } }`,
      async: `await C.m();`,
    },
    'a sleep of a month': {
      head: `import { sleep } from '@killable/runtime';`,
      async: `await sleep(2 ** 31 - 1);`,
    },
    'a loop of sleeps': {
      head: `import { sleep } from '@killable/runtime';`,
      async: `for (;;) await sleep(1);`,
    },
    'a loop of timer promises': {
      head: `import { setTimeout as after } from 'node:timers/promises';`,
      async: `while (true) await after(1);`,
    },
    'a loop of immediates': {
      head: `import { setImmediate as soon } from 'node:timers/promises';`,
      async: `while (true) await soon();`,
    },
    'an interval that is iterated': {
      head: `import { setInterval as every } from 'node:timers/promises';`,
      async: `for await (const _ of every(1)) n++;`,
    },
    'an event that never comes': {
      head: `import { EventEmitter, once } from 'node:events';`,
      async: `await once(new EventEmitter(), 'never');`,
    },
    'events that never come': {
      head: `import { EventEmitter, on } from 'node:events';`,
      async: `for await (const x of on(new EventEmitter(), 'never'));`,
    },
    'a stream that never ends': {
      head: `import { Readable } from 'node:stream';`,
      async: `for await (const chunk of new Readable({ read() {} }));`,
    },
    'a stream that always goes on': {
      head: `import { Readable } from 'node:stream';`,
      async: `for await (const chunk of new Readable({ read() { this.push('x'); } })) n++;`,
    },
    'a message that never comes': {
      async: `const { port1 } = new MessageChannel(); await new Promise((resolve) => { port1.onmessage = resolve; }); `,
    },
    'a module that never finishes': {
      async: `await import('./never.mjs');`,
      raised: 'uncaught',
      files: { 'never.mjs': `await new Promise(() => {});` },
    },
    'a module that imports one that never finishes': {
      async: `await import('./outer.mjs');`,
      raised: 'uncaught',
      files: {
        'outer.mjs': `import './never.mjs'; globalThis.log[4]++;`,
        'never.mjs': `export const x = await new Promise(() => {});`,
      },
    },
    'a reader and a writer that wait for each other': {
      head: `const gate = () => { let open; const gate = new Promise((resolve) => { open = resolve; }); return { gate, open }; };`,
      async: `const a = gate(), b = gate();
        const one = async () => { await a.gate; b.open(); }, two = async () => { await b.gate; a.open(); };
        await Promise.all([one(), two()]);`,
    },
  },
};
