/** The loop is a built-in's, which is not compiled: only the callback can be interrupted. */
import type { Family } from '../program.ts';

/** A tree of calls through one built-in, without any loop of its own. */
const tree = (call: string): { head: string; body: string } => ({
  head: `const two = [0, 1]; const tree = (n) => { if (n) ${call}; return n; };`,
  body: `tree(60);`,
});

export const callbacks: Family = {
  name: 'callbacks',
  programs: {
    'an exec of its own that a replacement asks for ever': {
      head: `const match = Object.assign(['x'], { index: 0 }); class Own extends RegExp { exec() { return match; } }`,
      body: `'x'.replace(new Own('x', 'g'), 'y');`,
    },
    'a function taken by a class field before it is declared': `class A { m = tick; } function tick() { return { done: false }; } new Set({ [Symbol.iterator]: () => ({ next: new A().m }) });`,
    forEach: tree(`two.forEach(() => tree(n - 1))`),
    map: tree(`two.map(() => tree(n - 1))`),
    filter: tree(`two.filter(() => tree(n - 1))`),
    reduce: tree(`[0, 1, 2].reduce(() => tree(n - 1))`),
    reduceRight: tree(`[0, 1, 2].reduceRight(() => tree(n - 1))`),
    sort: tree(`[3, 1, 2].sort(() => tree(n - 1))`),
    flatMap: tree(`two.flatMap(() => tree(n - 1))`),
    'some and every': tree(
      `(two.some(() => (tree(n - 1), false)), two.every(() => (tree(n - 1), true)))`,
    ),
    findLast: tree(`two.findLast(() => (tree(n - 1), false))`),
    'the mapper of Array.from': tree(`Array.from({ length: 2 }, () => tree(n - 1))`),
    'the mapper of a typed array': tree(`Uint8Array.from([1, 2], () => tree(n - 1))`),
    replace: tree(`'ab'.replace(/./g, () => tree(n - 1))`),
    replaceAll: tree(`'a-a'.replaceAll('a', () => tree(n - 1))`),
    'forEach of a map': tree(`new Map([[1, 1], [2, 2]]).forEach(() => tree(n - 1))`),
    'JSON.parse with a reviver': tree(`JSON.parse('[1]', () => tree(n - 1))`),
    'JSON.stringify with a replacer': tree(
      `JSON.stringify({ a: 1 }, (key, value) => (tree(n - 1), value))`,
    ),
    toJSON: {
      head: `const node = (n) => ({ toJSON: () => { if (n) { JSON.stringify(node(n - 1)); JSON.stringify(node(n - 1)); } } });`,
      body: `JSON.stringify(node(60));`,
    },
    "a promise's executor": {
      ...tree(`(new Promise(() => tree(n - 1)).catch(() => {}), tree(n - 1))`),
      raised: 'swallowed',
    },
    'find in an array-like object without an end': `Array.prototype.find.call({ length: 2 ** 53 - 1 }, () => { n++; return false; });`,
    'findIndex in an array-like object without an end': `Array.prototype.findIndex.call({ length: Infinity }, (x) => x === 1);`,
    'a map whose forEach renews it': `const map = new Map([[1, 1]]); map.forEach((value, key) => { map.delete(key); map.set(key + 1, value); });`,
    'a set whose forEach renews it': `const set = new Set([1]); set.forEach((x) => { set.delete(x); set.add(x); });`,
    'a comparator that never answers': `[2, 1].sort(() => { for (;;); });`,
    'a callback that is a method with a loop': `[1].forEach({ each() { while (true); } }.each);`,
    'callbacks in callbacks in a loop': `for (;;) [1, 2].map((x) => [x].filter((y) => y > n++)).flat();`,
    'a declared function as the next of an iterator in a built-in': {
      head: `function step() { return { done: false, value: 1 }; }`,
      body: `new Set({ [Symbol.iterator]: () => ({ next: step }) });`,
    },
    'a variable stored as the next of an iterator in a built-in': `const it = { [Symbol.iterator]: () => it }; const step = () => ({ done: false, value: 1 }); it.next = step; new Set(it);`,
    'a method taken as the next of an iterator in a built-in': `const o = { step() { return { done: false, value: 1 }; } }; new Set({ [Symbol.iterator]: () => ({ next: o.step }) });`,
    'a field destructured into an iterator of a built-in': {
      head: `class C { step = () => ({ done: false, value: 1 }); }`,
      body: `const { step: next } = new C(); new Set({ [Symbol.iterator]: () => ({ next }) });`,
    },
    'an assignment that gives the next of an iterator in a built-in': `const o = {}; const next = (o.step = () => ({ done: false, value: 1 })); new Set({ [Symbol.iterator]: () => ({ next }) });`,
    'a compiled iterator in a built-in': `new Map({ [Symbol.iterator]: () => ({ next: () => ({ done: false, value: [1, 2] }) }) });`,
    'a species constructor': `class A extends Array { static get [Symbol.species]() { for (;;); } } new A(1, 2).map((x) => x);`,
    'Symbol.replace': `'a'.replace({ [Symbol.replace]() { for (;;); } }, '');`,
    'an emitter that calls its listeners': {
      head: `import { EventEmitter } from 'node:events';`,
      body: `const e = new EventEmitter(); const tree = (n) => { if (n) { e.emit('x', n - 1); e.emit('x', n - 1); } }; e.on('x', tree); e.emit('x', 60);`,
    },
    'an emitter in a loop': {
      head: `import { EventEmitter } from 'node:events';`,
      body: `const e = new EventEmitter().on('x', () => n++); for (;;) e.emit('x');`,
    },
  },
};
