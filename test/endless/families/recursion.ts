/** Trees of calls, deep enough (2 ** 60 leaves) to be endless and flat enough for the stack: no loop stands anywhere in them. */
import type { Family } from '../program.ts';

export const recursion: Family = {
  name: 'recursion',
  programs: {
    'a var of a loop that is made into a tree of calls': `for (const x of [1]) { var f = () => 1; f = (d) => d ? f(d - 1) + f(d - 1) : 1; } f(60);`,
    'a function': {
      head: `function tree(n) { if (n) { tree(n - 1); tree(n - 1); } }`,
      body: `tree(60);`,
    },
    'Fibonacci numbers': {
      head: `const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2));`,
      body: `fib(90);`,
    },
    'a function expression': `(function tree(n) { return n ? tree(n - 1) + tree(n - 1) : 1; })(60);`,
    'arrows with expression bodies': {
      head: `const tree = (n) => n && (tree(n - 1), tree(n - 1));`,
      body: `tree(60);`,
    },
    'three functions in turn': {
      head: `function a(n) { return n ? b(n - 1) + c(n - 1) : 0; } function b(n) { return n ? c(n - 1) + a(n - 1) : 0; } function c(n) { return n ? a(n - 1) + b(n - 1) : 0; }`,
      body: `a(60);`,
    },
    'even and odd, again and again': {
      head: `const even = (n) => n === 0 || odd(n - 1); const odd = (n) => n !== 0 && even(n - 1);`,
      body: `for (;;) even(100);`,
    },
    'calls of itself in tail position': {
      head: `'use strict'; const down = (n) => (n ? down(n - 1) : 0);`,
      body: `const tree = (n) => (n ? (down(50), tree(n - 1), tree(n - 1)) : 0); tree(60);`,
    },
    'a method': `({ tree(n) { if (n) { this.tree(n - 1); this.tree(n - 1); } } }).tree(60);`,
    'methods of a class, static and private': {
      head: `class C { static tree(n) { if (n) { new C().#tree(n - 1); C.tree(n - 1); } } #tree(n) { if (n) { C.tree(n - 1); this.#tree(n - 1); } } }`,
      body: `C.tree(60);`,
    },
    'a built-in that the program replaces': {
      head: `const old = Math.cbrt; Math.cbrt = (n) => (n ? (Math.cbrt(n - 1), Math.cbrt(n - 1)) : 0);`,
      body: `try { Math.cbrt(60); } finally { Math.cbrt = old; }`,
    },
    'a constructor that Reflect makes again': {
      head: `class Tree { constructor(n) { if (n) { Reflect.construct(Tree, [n - 1]); Reflect.construct(new.target, [n - 1]); } } }`,
      body: `new Tree(60);`,
    },
    'an array that joins itself': {
      head: 'class Rope extends Array { join() { return `${this[0]}${this[1]}`; } }',
      body: 'const deep = (n) => { const r = new Rope(); r[0] = n ? deep(n - 1) : ""; r[1] = r[0]; return r; }; String(deep(60));',
    },
    'methods of two names': {
      head: `class A { a(n) { if (n) { this.x.b(n - 1); this.x.b(n - 1); } } b(n) { if (n) { this.x.a(n - 1); this.x.a(n - 1); } } }`,
      body: `const o = new A(); o.x = o; o.a(60);`,
    },
    'a method that is called through a table': {
      head: `const table = { step(n) { run(n); run(n); } }; function run(n) { const f = table['st' + 'ep']; if (n) f(n - 1); }`,
      body: `run(60);`,
    },
    'a method that gets another name': {
      head: `const table = { step(n) { if (n) this.go(n - 1); } }; class M { now() {} step(n) { table.step.call(this, n); } go(n) { this.now = table['st' + 'ep']; this.now(n); this.now(n); } }`,
      body: `new M().go(60);`,
    },
    'a method that an assignment of another kind renames': {
      head: `const table = { step(n) { if (n) this.go(n - 1); } }; class M { now() {} go(n) { [this.now] = [table['st' + 'ep']]; this.now(n); this.now(n); } }`,
      body: `new M().go(60);`,
    },
    'a field that holds a method': {
      head: `const table = { step(n) { if (n) new M().go(n - 1); } }; class M { now = table['st' + 'ep']; go(n) { this.now(n); this.now(n); } }`,
      body: `new M().go(60);`,
    },
    'a getter that gives a method': {
      head: `const table = { step(n) { if (n) new M().go(n - 1); } }; class M { get now() { return table['st' + 'ep']; } go(n) { this.now(n); this.now(n); } } class N { now() {} }`,
      body: `new M().go(60);`,
    },
    'a property that is defined by its name': {
      head: `const table = { step(n) { if (n) o.go(n - 1); } }; const o = { now() {}, go(n) { this.now(n); this.now(n); } }; Object.defineProperty(o, 'now', { value: table['st' + 'ep'] });`,
      body: `o.go(60);`,
    },
    'a constructor through its instance': {
      head: `function Tree(n) { if (n) { this.constructor(n - 1); this.constructor(n - 1); } }`,
      body: `new Tree(60);`,
    },
    'a constructor through new': {
      head: `class Tree { constructor(n) { if (n) { new this.constructor(n - 1); new this.constructor(n - 1); } } }`,
      body: `new Tree(60);`,
    },
    'a callback that is only called': {
      head: `const twice = (f, n) => { f(n); f(n); }; const tree = (n) => { if (n) twice((k) => tree(k), n - 1); };`,
      body: `tree(60);`,
    },
    'a callback that is handed on': {
      head: `const one = (f, n) => f(n); const twice = (f, n) => { one(f, n); one(f, n); }; function tree(n) { if (n) twice(tree, n - 1); }`,
      body: `tree(60);`,
    },
    'a function under the name that a bundler exports it by': {
      head: `const ns = {}; const exporter = (o, all) => { for (const k in all) Object.defineProperty(o, k, { get: all[k] }); }; exporter(ns, { leaf: () => leaf }); function leaf(n) { if (n) { ns.leaf(n - 1); ns.leaf(n - 1); } }`,
      body: `leaf(60);`,
    },
    'methods that are copied': {
      head: `const mixin = { a(n) { if (n) { this.b(n - 1); this.b(n - 1); } } }; class C { b(n) { this.a(n); } } Object.assign(C.prototype, mixin);`,
      body: `new C().a(60);`,
    },
    'a function that call and apply reach': {
      head: `function tree(n) { if (n) { tree.call(null, n - 1); tree.apply(null, [n - 1]); } }`,
      body: `tree(60);`,
    },
    'a default that calls': {
      head: `function tree(n, m = n ? tree(n - 1) + tree(n - 1) : 1) { return m; }`,
      body: `tree(60);`,
    },
    'a field that calls': {
      head: `let depth = 60; class Tree { x = depth ? (depth--, new Tree(), new Tree(), depth++) : 0; }`,
      body: `new Tree();`,
    },
    'a getter': {
      head: `class Node { constructor(n) { this.n = n; } get sum() { return this.n ? new Node(this.n - 1).sum + new Node(this.n - 1).sum : 1; } }`,
      body: `new Node(60).sum;`,
    },
    'a setter': `const o = { set level(n) { if (n) { this.level = n - 1; this.level = n - 1; } } }; o.level = 60;`,
    'a static accessor': {
      head: `class C { static n = 60; static get tree() { if (C.n) { C.n--; C.tree; C.tree; C.n++; } return 0; } }`,
      body: `C.tree;`,
    },
    valueOf: {
      head: `const node = (n) => ({ valueOf: () => (n ? node(n - 1) + node(n - 1) : 1) });`,
      body: `+node(60);`,
    },
    toString: {
      head: 'const node = (n) => ({ toString: () => (n ? `${node(n - 1)}${node(n - 1)}`.slice(0, 1) : "x") });',
      body: 'String(node(60));',
    },
    'Symbol.toPrimitive': {
      head: `const node = (n) => ({ [Symbol.toPrimitive]: () => (n ? node(n - 1) * node(n - 1) : 1) });`,
      body: `node(60) < 1;`,
    },
    'Symbol.iterator': {
      head: `const node = (n) => ({ [Symbol.iterator]: () => { if (n) { [...node(n - 1)]; [...node(n - 1)]; } return [][Symbol.iterator](); } });`,
      body: `[...node(60)];`,
    },
    'Symbol.hasInstance': {
      head: `const node = (n) => ({ [Symbol.hasInstance]: () => n === 0 || (0 instanceof node(n - 1) && 0 instanceof node(n - 1)) });`,
      body: `0 instanceof node(60);`,
    },
    'a proxy that traps get': {
      head: `const node = (n) => new Proxy({}, { get: () => (n ? node(n - 1).x + node(n - 1).x : 1) });`,
      body: `node(60).x;`,
    },
    'a proxy that traps set': {
      head: `const node = (n) => new Proxy({}, { set() { if (n) { node(n - 1).x = 1; node(n - 1).x = 1; } return true; } });`,
      body: `node(60).x = 1;`,
    },
    'a proxy that traps has': {
      head: `const node = (n) => new Proxy({}, { has: () => n === 0 || ('x' in node(n - 1) && 'x' in node(n - 1)) });`,
      body: `'x' in node(60);`,
    },
    'a proxy that traps delete': {
      head: `const node = (n) => new Proxy({}, { deleteProperty: () => n === 0 || (delete node(n - 1).x && delete node(n - 1).x) });`,
      body: `delete node(60).x;`,
    },
    'a proxy that traps keys': {
      head: `const node = (n) => new Proxy({}, { ownKeys() { if (n) { Object.keys(node(n - 1)); Object.keys(node(n - 1)); } return []; } });`,
      body: `Object.keys(node(60));`,
    },
    'a proxy that traps calls': {
      head: `const node = (n) => new Proxy(() => {}, { apply: () => (n ? node(n - 1)() + node(n - 1)() : 1) });`,
      body: `node(60)();`,
    },
    'a proxy that traps construction': {
      head: `const node = (n) => new Proxy(class {}, { construct() { if (n) { new (node(n - 1))(); new (node(n - 1))(); } return {}; } });`,
      body: `new (node(60))();`,
    },
    'Reflect.apply': {
      head: `function tree(n) { if (n) { Reflect.apply(tree, null, [n - 1]); Reflect.apply(tree, null, [n - 1]); } }`,
      body: `tree(60);`,
    },
    'call, apply and bind': {
      head: `function tree(n) { if (n) { tree.call(null, n - 1); tree.apply(null, [n - 1]); tree.bind(null, n - 1)(); } }`,
      body: `tree(60);`,
    },
    'a tagged template': {
      head: 'function tag(strings, n) { if (n) { tag`a${n - 1}`; tag`b${n - 1}`; } }',
      body: 'tag`${60}`;',
    },
    'a constructor': {
      head: `function Node(n) { if (n) { this.left = new Node(n - 1); this.left = null; this.right = new Node(n - 1); } }`,
      body: `new Node(60);`,
    },
    'a constructor of a class': {
      head: `class Node { constructor(n) { if (n) { new Node(n - 1); new Node(n - 1); } } }`,
      body: `new Node(60);`,
    },
    'a derived constructor, before super': {
      head: `class Base {} class Node extends Base { constructor(n) { if (n) { new Node(n - 1); new Node(n - 1); } super(); } }`,
      body: `new Node(60);`,
    },
    'a derived constructor, in the arguments of super': {
      head: `class Base {} class Node extends Base { constructor(n) { super(n && new Node(n - 1), n && new Node(n - 1)); } }`,
      body: `new Node(60);`,
    },
    'class fields that construct': {
      head: `const make = (n) => new (class { left = n && make(n - 1); right = n && make(n - 1); })();`,
      body: `make(60);`,
    },
    'Reflect.construct': {
      head: `class Node { constructor(n) { if (n) { Reflect.construct(Node, [n - 1]); Reflect.construct(Node, [n - 1], Object); } } }`,
      body: `new Node(60);`,
    },
    'static blocks of classes made on the way': {
      head: `const tree = (n) => class { static { if (n) { tree(n - 1); tree(n - 1); } } };`,
      body: `tree(60);`,
    },
    'defaults of parameters': {
      head: `const tree = (n, a = n && tree(n - 1), b = n && tree(n - 1)) => 0;`,
      body: `tree(60);`,
    },
    'computed keys': {
      head: `const tree = (n) => (n ? Object.keys({ [tree(n - 1)]: 1, [tree(n - 1)]: 2 })[0] : 'x');`,
      body: `tree(60);`,
    },
    'computed keys of a class': {
      head: `const tree = (n) => { if (n) { class C { [tree(n - 1)]() {} static [tree(n - 1)] = 1; } } return 'x'; };`,
      body: `tree(60);`,
    },
    'defaults in patterns': {
      head: `const tree = (n) => { if (n) { const { a = tree(n - 1), b = tree(n - 1) } = {}; } };`,
      body: `tree(60);`,
    },
    'optional calls': {
      head: `const o = { tree: (n) => n && (o?.tree?.(n - 1), o.tree?.(n - 1)) };`,
      body: `o.tree(60);`,
    },
    'a fixed-point combinator': {
      head: `const fix = (f) => ((x) => x(x))((x) => f((y) => x(x)(y)));`,
      body: `fix((self) => (n) => (n ? self(n - 1) + self(n - 1) : 1))(60);`,
    },
    continuations: {
      head: `const tree = (n, then) => (n ? tree(n - 1, () => tree(n - 1, then)) : then());`,
      body: `for (;;) tree(10, () => 0);`,
    },
    'a trampoline': {
      head: `const step = () => step;`,
      body: `for (let f = step; typeof f === 'function'; f = f());`,
    },
    Ackermann: {
      head: `const ack = (m, n) => (m === 0 ? n + 1 : n === 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1)));`,
      body: `for (;;) ack(2, 9);`,
    },
    'async functions': {
      head: `async function tree(n) { if (n) { await tree(n - 1); await tree(n - 1); } }`,
      async: `await tree(60);`,
    },
    'async functions before their first await': {
      head: `async function tree(n) { if (n) { tree(n - 1).catch(() => {}); tree(n - 1).catch(() => {}); } }`,
      async: `await tree(60);`,
      raised: 'swallowed',
    },
    'a search through a stack overflow': {
      head: `function dive() { try { dive(); } catch { dive(); } }`,
      body: `for (;;) try { dive(); } catch {}`,
      // A kill finds it in a clause or between two.
      masked: 'sometimes',
      raised: 'swallowed',
    },
  },
};
