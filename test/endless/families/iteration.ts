/** Iterators that never say done, and collections that grow while they are walked. */
import type { Family } from '../program.ts';

/** Slow enough that what collects the values does not fill the memory: V8 needs seconds to give up a `Promise.all` of 30 000. */
const slowly = `const work = () => { let x = 0; for (let i = 0; i < 100_000; i++) x += i; return x; };
function* endless() { for (;;) yield work(); }`;

export const iteration: Family = {
  name: 'iteration',
  programs: {
    'for-of over an endless generator': {
      head: `function* naturals() { for (let i = 0; ; i++) yield i; }`,
      body: `for (const i of naturals()) n = i;`,
    },
    'for-of with an empty statement': {
      head: `function* always() { while (true) yield; }`,
      body: `for (const _ of always());`,
    },
    'for-of over an endless iterator object': `const it = { [Symbol.iterator]: () => it, next: () => ({ done: false, value: n++ }) }; for (const x of it);`,
    'for-of over an iterator that is never done because done is missing': `const it = { [Symbol.iterator]() { return { next() { return {}; } }; } }; for (const x of it) n++;`,
    'for-of with a pattern in its head': {
      head: `function* pairs() { for (;;) yield [1, { b: 2 }]; }`,
      body: `for (const [a, { b }] of pairs()) n = a + b;`,
    },
    'for-of that assigns to a property': {
      head: `function* ones() { for (;;) yield 1; }`,
      body: `const o = {}; for (o.x of ones());`,
    },
    'for-of over an array that grows': {
      head: slowly,
      body: `const a = [0]; for (const x of a) a.push(work());`,
    },
    'for-of over a set that renews itself': `const set = new Set([1, 2]); for (const x of set) { set.delete(x); set.add(x); }`,
    'for-of over a map that renews itself': `const map = new Map([[1, 1]]); for (const [key] of map) { map.delete(key); map.set(key + 1, 1); }`,
    'for-in over a proxy whose keys trap never returns': `const p = new Proxy({}, { ownKeys() { for (;;); } }); for (const key in p);`,
    'for-in over a chain of prototypes without an end': {
      head: `const link = () => new Proxy({}, { getPrototypeOf() { for (let i = 0; i < 1e6; i++); return link(); } });`,
      body: `for (;;) for (const key in link());`,
    },
    'for-in over an object that is filled again': `const o = {}; for (;;) { o['k' + (n++ % 10)] = 1; for (const key in o) delete o[key]; }`,
    'a generator that delegates to itself': {
      head: `function* tree(n) { if (n > 0) { yield* tree(n - 1); yield* tree(n - 1); } }`,
      body: `for (const x of tree(60));`,
    },
    'a generator that delegates to an endless one': {
      head: `function* inner() { for (;;) yield 1; } function* outer() { yield* inner(); }`,
      body: `for (const x of outer()) n += x;`,
    },
    'a generator that delegates to an endless iterator object': {
      head: `const it = { [Symbol.iterator]: () => it, next: () => ({ done: false }) }; function* outer() { yield* it; }`,
      body: `for (const x of outer());`,
    },
    'a generator that is driven by hand': {
      head: `function* naturals() { try { for (let i = 0; ; i++) yield i; } finally { globalThis.log[4]++; } }`,
      body: `const it = naturals(); try { for (;;) n = it.next().value; } finally { it.return(); }`,
    },
    'a generator that spins inside next': {
      head: `function* stuck() { yield 1; for (;;); }`,
      body: `const it = stuck(); it.next(); it.next();`,
    },
    'a generator that catches what is thrown into it': {
      head: `function* stubborn() { for (;;) try { yield 1; } catch {} }`,
      body: `const it = stubborn(); it.next(); for (;;) it.throw(new Error('no'));`,
    },
    'spread of an endless generator': { head: slowly, body: `[...endless()];` },
    'arguments spread from an endless generator': { head: slowly, body: `Math.max(...endless());` },
    'destructuring of the rest of an endless iterator': {
      head: slowly,
      body: `const [first, ...rest] = endless();`,
    },
    'destructuring from an iterator that hangs': `const [x] = { [Symbol.iterator]() { return { next() { for (;;); } }; } };`,
    'Array.from of an endless generator': { head: slowly, body: `Array.from(endless());` },
    'a set of an endless generator': { head: slowly, body: `new Set(endless());` },
    'Object.fromEntries of an endless generator': {
      head: `${slowly} function* entries() { for (const x of endless()) yield ['k', x]; }`,
      body: `Object.fromEntries(entries());`,
    },
    'Promise.all of an endless generator': { head: slowly, async: `await Promise.all(endless());` },
    'iterators that are mapped by hand': {
      head: `function* map(it, f) { for (const x of it) yield f(x); }
        function* naturals() { for (let i = 0; ; i++) yield i; }`,
      body: `for (const x of map(map(naturals(), (x) => x + 1), (x) => x * 2)) n = x;`,
    },
  },
};
