/**
 * Endless loops that an engine may optimise a poll out of (SEMANTICS 9, row 20; POLLS.md). Each is the body of a function that never returns;
 * `n` is a number, `sink` keeps a result alive.
 */
export const shapes: Readonly<Record<string, string>> = {
  'an empty body': `for (;;);`,
  'a while with an empty block': `while (true) {}`,
  'a running sum': `for (;;) n = (n + 1) | 0;`,
  'nested loops': `for (;;) for (let i = 0; i < 1000; i++) for (let j = 0; j < 1000; j++) n = (n + i * j) | 0;`,
  'a loop around new Array(100)': `for (;;) sink = new Array(100);`,
  'sums of a typed array': `const a = new Float64Array(1000).fill(1); for (;;) { let s = 0; for (let i = 0; i < a.length; i++) s += a[i]; sink = s; }`,
  'counted by strips': `for (;;) for (let i = 0; i < 1e9; i++) n = (n ^ i) | 0;`,
  'a linked list in a ring': `const a = { v: 1 }, b = { v: 2, next: a }; a.next = b; for (let p = a; ; p = p.next) n = (n + p.v) | 0;`,
  'a tree of calls': `const f = (d) => (d === 0 ? 1 : f(d - 1) + f(d - 1)); for (;;) n = (n + f(60)) | 0;`,
  'two functions in turn': `const even = (k) => (k === 0 ? 0 : odd(k - 1)), odd = (k) => (k === 0 ? 1 : even(k - 1)); for (;;) n = (n + even(500)) | 0;`,
  callbacks: `const list = [1, 2, 3]; for (;;) list.forEach((x) => { n = (n + x) | 0; });`,
  'a comparator': `const list = Array.from({ length: 500 }, (_, i) => i); for (;;) list.sort((x, y) => ((x * 7) % 13) - ((y * 7) % 13));`,
  methods: `class C { constructor() { this.k = 0; } inc() { this.k = (this.k + 1) | 0; return this; } } const c = new C(); for (;;) c.inc().inc();`,
  'a recursion by a tail call': `const f = (k) => f((k + 1) | 0); for (;;) { try { f(n); } catch {} }`,
  'two tail calls in turn': `const f = (k) => (k === -1 ? 0 : g((k + 1) | 0)), g = (k) => k !== -1 && f(k ^ 4); for (;;) { try { f(n); } catch {} }`,
  'a tail call of a method': `class C { m(k) { const r = this.m((k + 1) | 0); return r; } t(k) { return this.t((k + 1) | 0); } } const c = new C(); for (;;) { try { c.t(n); } catch {} try { c.m(n); } catch {} }`,
  'a tree of calls of methods': `class C { constructor() { this.k = 0; } m(d) { if (d === 0) return; this.m(d - 1); this.k = (this.k + 1) | 0; this.m(d - 1); } } new C().m(60);`,
  'a tree of two functions': `const f = (d) => (d === 0 ? 1 : 1 + g(d - 1) + g(d - 1)), g = (d) => (d === 0 ? 1 : 2 * f(d - 1) + f(d - 1)); n = f(60);`,
  'a callback of a typed array': `const big = new Uint8Array(2 ** 31); for (;;) big.every((x) => { n = (n + x) | 0; return true; });`,
  'a consumer of an iterator': `const step = { done: false, value: 0 }; const it = { [Symbol.iterator]() { return this; }, next() { n = (n + 1) | 0; return step; } }; for (;;) new Set(it);`,
  'a ring of methods by tail calls': `class C { a(k) { return this.b((k + 1) | 0); } b(k) { return this.a(k ^ 4); } } const c = new C(); for (;;) { try { c.a(n); } catch {} }`,
  'a tail call through a table': `const table = { step(k) { return run((k + 1) | 0); } }; function run(k) { const f = table[k === 0.5 ? 'x' : 'step']; return f(k); } for (;;) { try { run(n); } catch {} }`,
  'a tree of getters': `let d = 60; class C { get x() { if (d === 0) return 1; d--; const v = this.x + this.x; d++; return v | 0; } } n = new C().x;`,
  'a callback that is only called': `const twice = (f, k) => { f(k); f(k); }; const tree = (k) => { if (k > 0) twice((j) => tree(j), k - 1); else n = (n + 1) | 0; }; tree(60);`,
  'a generator': `function* g() { for (;;) yield n++; } for (const x of g()) sink = x;`,
  'a catch-all': `for (;;) { try { sink = n++; } catch {} }`,
};

export const flavours = ['sound', 'plain'] as const;
export type Flavour = (typeof flavours)[number];

/** What became of one shape: it ended, or never saw the word. */
export interface Result {
  readonly shape: string;
  readonly flavour: Flavour;
  readonly ended: boolean;
  /** How it ended, or what went wrong. */
  readonly how: string;
}
