/** A call passes a poll at the function's entry, or the function is short whatever it reaches. */
import * as assert from 'uvu/assert';
import { flavours, reasons, sites } from '../lib/plan.ts';
import { suite } from '../lib/suite.ts';

const test = suite('entries');
/** What a file imports may reach whatever it exports, so of a call that it does not show nothing is known. */
const open = "import './x.js'; ";
const polls = 'function arrow async async-arrow generator initializer static-block cleanup';

test('a function that calls what is not known polls', () => {
  const handed = 'x = function (g) { g() }';
  assert.is(flavours(handed, polls), 'fuel');
  assert.is(flavours(handed, polls, { poll: 'plain' }), 'plain');
});

test('a short function that is only ever called goes without', () => {
  assert.is(flavours('function f(a) { return a + 1 } f(1)', polls), 'none');
  assert.is(flavours('const f = (a) => a + 1; f(1)', polls), 'none');
});

test('recursion polls, direct or through others', () => {
  assert.is(flavours('function f(n) { return n ? f(n - 1) : 0 }', polls), 'fuel');
  const mutual = 'function f(n) { return n ? g(n) : 0 } function g(n) { return f(n - 1) }';
  assert.is(flavours(mutual, polls), 'fuel none', 'one of each cycle polls');
  const ring =
    'function f() { g() } function g() { h() } function h() { g(); f(); i() } function i() { h() } f()';
  assert.is(flavours(ring, polls), 'plain plain plain none', 'each cycle of several');
  assert.is(flavours('let f = function () { g() }, g = () => f(); f()', polls), 'plain none');
  const reassigned = 'let f = function () { g() }, g = () => f(); f = h';
  assert.is(flavours(reassigned, polls), 'fuel plain', 'what g calls is not known');
});

test('a call of a function that polls costs its caller nothing more', () => {
  const code = `${open} function f(g) { g() } function a(n) { return n && f(n) } a(1)`;
  assert.is(flavours(code, polls), 'plain none');
  const quiet =
    open + 'function f(g) { "no poll, bounded"; g() } function a(n) { return f(n) } a(1)';
  assert.is(flavours(quiet, polls), 'none plain', 'but one without a poll may cost anything');
  for (const callee of ['async function f(g) { await g() }', 'function* f(g) { yield* g }'])
    assert.match(flavours(`${callee} function a(n) { return f(n) } a(1)`, polls), /plain$/, callee);
});

test('a method with the name of a cheap built-in may be that method', () => {
  assert.is(flavours('class A { push(x) { this.a.push(x); this.b.push(x) } }', polls), 'plain');
  assert.is(flavours('class A { put(x) { this.a.push(x); this.b.push(x) } }', polls), 'none');
});

test('sound: where only real calls arrive, and no tail calls make a loop of them, a plain load is enough', () => {
  const flavour = (code: string): string => flavours(open + code, polls).split(' ')[0]!;
  assert.is(flavour('function f(n) { g(); return n ? 1 + f(n - 1) : 0 } f(1)'), 'plain');
  assert.is(flavour('class A { m(n) { g(); this.m(n); this.m(n) } }'), 'plain');
  assert.is(flavour('const f = (n) => { g(); f(n) }; f(1)'), 'plain');
  assert.is(flavour('class A { constructor() { g() } }'), 'plain');
  assert.is(flavour('async function f(n) { g(); f(n) } f(1)'), 'plain');
});

test('sound: a function that may be part of a loop of tail calls takes fuel', () => {
  const returns = [
    'return f(n)',
    'return n ? f(n) : 0',
    'return n && f(n)',
    'return (n, f(n))',
    'return n(f)',
    'return n[0](f)',
    'return f?.(n)',
    'return f`n`',
    'const x = f(n); return x',
    'let x; x = f(n); return n ? x : 0',
  ];
  returns.push(
    'let x, y; x = f(n); y = x; return y',
    'let x; x ||= f(n); return x',
    'let x; return (x = f(n))',
  );
  for (const code of returns)
    assert.is(flavours(`${open} function f(n) { h(); ${code} } f(1)`, polls), 'fuel', code);
  for (const code of [
    'let x = 1; x += f(n); return x',
    'f(n); return n',
    'return n + f(n)',
    'return new C(f(n))',
  ])
    assert.is(flavours(`${open} function f(n) { h(); ${code} } f(1)`, polls), 'plain', code);
  assert.is(
    flavours(open + 'function f(n) { h(); return (f(n) as any)! } f(1)', polls, {
      filename: 'a.ts',
    }),
    'fuel',
  );
  assert.is(
    flavours(open + 'function F(n) { h(); return <F/> } F(1)', polls, { filename: 'a.jsx' }),
    'fuel',
  );
  assert.is(
    flavours(open + 'const f = (n) => g(f(n)); f(1)', polls),
    'plain',
    'who cannot be reached from elsewhere is in no loop',
  );
  assert.is(flavours(open + 'export const f = (n) => g(f(n)); f(1)', polls), 'fuel');
  const two = open + 'function f(n) { h(); return g(n) } function g(n) { h(); f(n) } f(1)';
  assert.is(
    flavours(two, polls),
    'plain plain',
    'g calls nobody in tail position, so it is no loop',
  );
  const three =
    open +
    'function f(n) { h(); return g(n) } function g(n) { h(); return k(n) } function k(n) { h() } f(1)';
  assert.is(flavours(three, polls), 'plain plain plain', 'nor is a chain that ends');
});

test('sound: a loop of tail calls may go through methods, and through other files', () => {
  const method = (code: string): string => `class A { m(n) { h(); h(); ${code} } }`;
  for (const code of ['return this.m(n)', 'return n[0](n)', 'const x = this.m(n); return x'])
    for (const head of ['', open])
      assert.match(
        flavours(`${head} ${method(code)} x[0]()`, polls),
        head ? /^fuel/ : /^(?:fuel|none)/,
      );
  for (const code of ['return n(1)', 'return this.x.foreign(n)', 'return <A/>', 'return h`n`']) {
    const options = { filename: 'a.jsx' };
    assert.is(flavours(open + method(code), polls, options), 'fuel', code);
  }
  assert.is(flavours(open + method('return n.slice(1)'), polls), 'plain', 'a built-in');
  assert.is(flavours(open + method('return f.call(n)') + 'function f() {}', polls), 'plain none');
  const ring =
    'class A { a() { x[0](); return this.b() } b() { x[0](); return this.c() } c() { x[0](); return o.a() } d() { x[0](); return o.a() } }';
  assert.is(flavours(ring, polls), 'fuel fuel fuel plain');
  const direct = 'function f(n) { x[0](); return f.call(n) } f(1)';
  assert.is(flavours(direct, polls), 'fuel');
  const computed = 'class A { a(n) { x[0](); return this[n]() } b() { x[0](); return this.a() } }';
  assert.is(flavours(computed, polls), 'fuel fuel');
});

test('sound: a function that others may hold takes fuel', () => {
  assert.is(flavours('x = function (n) { for (;;) n() }', polls), 'fuel');
  assert.is(sites('x = function (n) { for (;;) n() }', polls)[0]!.fuel, 10);
  assert.is(flavours('function f(n) { for (;;) n() } f(1)', polls), 'plain');
  assert.is(sites('function f(n) { for (;;) n() } f(1)', polls)[0]!.countdown, 20);
  assert.is(
    flavours(open + 'function f(n) { for (let i = 0; i < 3; i++) n += i; h() } f(1)', polls),
    'plain',
  );
  assert.is(flavours('function f(n) { h() } [1].forEach(f)', polls), 'fuel');
  assert.is(flavours('class A { next() { h() } get done() { return h() } }', polls), 'fuel fuel');
  assert.is(flavours('class A { get x() { return h() } set y(v) { h() } }', polls), 'plain plain');
  assert.is(flavours('o = { get [x]() { return h() } }', polls), 'fuel');
  assert.is(flavours('class A { m() { h() } } x = o.m', polls), 'fuel');
});

test('a function that is handed on polls, since a native loop may call it', () => {
  assert.is(flavours('function f(a) { return a } [1].map(f)', polls), 'fuel');
  assert.is(flavours('[1].map((a) => a)', polls), 'fuel');
  assert.is(flavours('const f = (a) => a; [1].map(f)', polls), 'fuel');
  assert.is(flavours('function f(a) { return a } [1].map(f.bind(1))', polls), 'fuel');
  assert.is(flavours('class A { f(a) { return a } } [1].map(o.f)', polls), 'fuel');
  assert.is(flavours('class A { f(a) { return a } } [1].map(o.f.bind(o))', polls), 'fuel');
  assert.is(flavours('function f() { return (a) => a }', polls), 'none fuel');
  for (const hook of ['f: (a) => a', 'f(a) { return a }', 'f: function (a) { return a }'])
    assert.is(flavours(`new Source({ ${hook} })`, polls), 'fuel', hook);
  assert.is(
    flavours('function f(a) { return a } eval(x)', polls, { sourceType: 'script' }),
    'fuel',
  );
});

test('a short function under a name that is only called goes without', () => {
  assert.is(flavours('export const o = { f: (a) => a }', polls), 'none');
  assert.is(flavours('A.prototype.f = function (a) { return a }; x.f(1)', polls), 'none');
  assert.is(flavours('class A { f = (a) => a }', polls), 'none');
  for (const target of ['A.prototype.next', 'A[f]', 'f', '[f]', 'x = o.f'])
    assert.is(flavours(`${target} = function (a) { return a }`, polls), 'fuel', target);
});

test('a short function whose value goes elsewhere polls: it may become the next of an iterator', () => {
  const taken = [
    'x = o.f',
    'g = { next: o.f }',
    'const { f } = o',
    '({ f: x } = o)',
    "x = o['f']",
    'return o?.f',
  ];
  for (const take of [...taken, 'x.f ||= 1', '(o.f)`t`', 'x = o.f.bind(o)', 'x = o.f || 1'])
    for (const f of [
      'o = { f(a) { return a } }',
      'o.f = (a) => a',
      'class A { f(a) { return a } }',
    ])
      assert.is(flavours(`function g() { "no poll"; ${take} } ${f}`, polls), 'none fuel', take);
  for (const use of [
    'x = f',
    'o.next = f',
    'o = { next: f }',
    'x = o.f = f',
    'o[f] = f',
    'x = () => f',
    'x = f.bind(o)',
    'x = f || 1',
    'export { f }',
    'export default f',
    'o = { f }; [].map(o.f)',
    'o.g = f; x = o.g',
    'g({ f })',
    'g(f)',
    'x = function g() { return g }; x = [f]',
  ])
    assert.match(flavours(`function f(a) { return a } ${use}`, polls), /^fuel/, use);
  assert.is(flavours('o.f = function g(a) { return a && [].map(g) }', polls), 'fuel');
  assert.is(
    flavours('class A { #f(a) { return a } g() { "no poll"; return this.#f } }', polls),
    'fuel none',
  );
});

test('a value that is looked at, called, or stored under a name that is only called goes nowhere', () => {
  for (const use of [
    'if (f) g()',
    'typeof f',
    'x instanceof f',
    'x = f === g',
    'f && f(1)',
    'x = (y ? f : g)(1)',
    'f.call(o, 1)',
    'f.prototype.x = 1',
    'o.f = f',
    'o.f = p.g = f; o.g(1)',
    'o.f = f, p.g = f',
    'module.exports = { f }',
    '__export(x, { f: () => f })',
    'o = { f }; if (o.f) o.f.call(1)',
    'each(f); function each(g) { "no poll"; if (g) g(1) }',
    'each(f, 1); function each(g, n) { "no poll"; each(g, n - 1); g(n) }',
    'class B extends f {}',
  ])
    assert.match(flavours(`function f(a) { return a } ${use}`, polls), /^none/, use);
});

test('an argument that its callee hands on is taken', () => {
  for (const each of [
    'function each(g) { "no poll"; [1].map(g) }',
    'function each(g) { "no poll"; return g }',
    'function each(g) { "no poll"; this.x = g }',
    'function each(g) { "no poll"; arguments[0](g()) }',
    'function each(...g) { "no poll"; g[0]() }',
    'let each = function (g) { "no poll"; g() }; each = h',
    'function each(g) { "no poll"; other(g) } function other(h) { "no poll"; [1].map(h) }',
  ])
    for (const call of ['each((a) => a)', 'const f = (a) => a; each(f)'])
      assert.match(flavours(`${call}; ${each}`, polls), /^fuel/, `${call} ${each}`);
  const called =
    'function each(g) { "no poll"; g(1); other(g) } function other(h) { "no poll"; h() }';
  assert.match(flavours(`each((a) => a); ${called}`, polls), /^none/);
  assert.match(flavours(`each(...x, (a) => a); ${called}`, polls), /^fuel/, 'which argument?');
});

test('a function that calls by names polls, whatever the file stores under them', () => {
  for (const call of [
    'n.leaf()',
    'this.#p(n)',
    'n.leaf.call(n)',
    'n()',
    'n[0]()',
    'new n()',
    'n`t`',
    'n.constructor()',
    'K.call(n)',
  ]) {
    const code = `class K { static call() {} m(n) { ${call} } #p() {} leaf() {} }`;
    assert.match(flavours(code, polls), /plain|fuel/, call);
  }
  const push = 'class A { constructor(sink) { this.push = sink } m(n) { n.push(1); n.push(2) } }';
  assert.match(flavours(push, polls), /plain$/, 'a cheap name that something else is stored under');
});

test('in a file that imports no code, a name tells where a tail call goes', () => {
  const tail = 'class A { m(n) { n[0](); return n.leaf() } leaf() { return 1 } }';
  const last = (code: string, options = {}): string =>
    flavours(code, polls, options).split(' ')[0]!;
  const back = 'class A { m(n) { n[0](); return n.leaf() } leaf() { return this.m(1) } }';
  assert.is(last(tail), 'plain');
  assert.is(last(back), 'fuel');
  assert.is(last(tail, { sourceType: 'script' }), 'fuel', 'another script may define leaf');
  const unknown = back.replace('this.m(1)', 'this.x[0]()');
  for (const head of [
    "require('./x')",
    "import 'x'",
    "export * from 'x'",
    "import('x')",
    'new Proxy(o, h)',
  ])
    assert.is(last(`${unknown} ${head}`), 'fuel', head);
  for (const store of [
    'o.leaf = table[i]',
    'o.leaf = cur = y',
    'x = o.leaf = y',
    'o.leaf = make()',
    'o.leaf = o.state.handler',
    '(o.leaf) = table[i]',
    'o.leaf ||= y',
    'o = { leaf: y }',
    'f({ leaf: y })',
    '[o.leaf] = table',
    '({ x: o.leaf } = table)',
    'for (o.leaf of table);',
    'class B { leaf = make() }',
    'class B { get leaf() { return table[i] } }',
    "Object.defineProperty(o, 'leaf', { get() { return table[i] } })",
    'export let leaf = table[i]',
  ])
    assert.is(last(`${tail} ${store}`), 'fuel', store);
});

test('a name in a block is nobody’s, nor one that parameters write; a class expression’s name is its own', () => {
  const annexB = 'function f() { return 1 } function g(k) { { function f() {} } f = k } f(1)';
  assert.match(flavours(annexB, polls), /^fuel/);
  const params =
    'function f() { return 1 } function g(k, x = (f = k)) { var f } function h() { f() }';
  assert.match(flavours(params, polls), /(?:plain|fuel)$/);
  const own = 'function f() { return 1 } const K = class f {}; f = x; f(1);';
  assert.match(flavours(`${own} function g() { f() }`, polls), /(?:plain|fuel)$/);
});

test('TypeScript: what a namespace exports may be written as its property, and `this` is no parameter', () => {
  const options = { filename: 'a.ts' };
  const name = 'namespace N { export let f = () => 1; export function g() { f() } } N.f = x;';
  assert.match(flavours(name, polls, options), /(?:plain|fuel)$/);
  const merged =
    'const f = () => 1; namespace N { export var f: any = x } namespace N { export function g() { f() } }';
  assert.match(flavours(merged, polls, options), /(?:plain|fuel)$/);
  const shifted =
    'function each(this: X, f: F, g: F) { "no poll"; [1].map(f); g() } each((a) => a, (b) => b)';
  assert.is(flavours(shifted, polls, options), 'none fuel none');
});

test('chains of a thousand calls, and callbacks that are handed round, take no time', () => {
  const chain = Array.from({ length: 2000 }, (_, i) => `function f${i}() { f${i + 1}() }`);
  assert.match(flavours(chain.join('\n'), polls), /none/);
  const round = Array.from({ length: 14 }, (_, i) => {
    const calls = Array.from({ length: 14 }, (_, j) => `f${j}(g)`);
    return `function f${i}(g) { ${calls.join('; ')} }`;
  });
  assert.match(flavours(`${round.join('\n')} f0((x) => x)`, polls), /fuel$/);
});

test('what a decorator is given, and a component of JSX, is taken', () => {
  assert.is(flavours('class A { @dec m(n) { return n } }', polls), 'fuel');
  assert.is(flavours('o.m = (n) => n; x = <o.m/>', polls, { filename: 'a.jsx' }), 'fuel');
});

test('what a stream calls in loops of its own polls', () => {
  for (const name of ['pull', 'write', 'transform', 'read', '_read', '_write', '_transform'])
    assert.is(flavours(`class A { ${name}(c) { c.push(1) } }`, polls), 'fuel', name);
});

test('a loop pays for a call of a function that polls, also through one that does not', () => {
  const f = 'function f(g) { g() } function a(n) { return n && f(n) }';
  for (const call of ['f(n)', 'a(n)', 'new C()']) {
    const loop = `${f} class C { constructor() { f() } } function h(n) { while (n--) ${call}; for (let i = 0; i < 3; i++) ${call}; }`;
    assert.is(flavours(loop, 'loop'), 'countdown countdown', call);
  }
});

test('accessors and methods of the protocols poll unless they do next to nothing', () => {
  assert.is(flavours('class A { get x() { return this.y } }', polls), 'none');
  assert.is(flavours('class A { get x() { return this.y.z } }', polls), 'plain');
  assert.is(flavours('class A { get length() { return this.y.z } }', polls), 'fuel');
  for (const name of ['valueOf', 'toString', 'toJSON', 'next', 'then', 'exec']) {
    assert.is(flavours(`class A { ${name}() { return 1 } }`, polls), 'fuel', name);
  }
  assert.is(flavours('class A { [Symbol.toPrimitive]() { return 1 } }', polls), 'fuel');
});

test('an accessor that may reach another polls, since it is a link of a chain', () => {
  const chain = '{ get a() { return this.b }, get b() { return this.a } }';
  assert.is(flavours(`o = ${chain}`, polls), 'plain plain');
  assert.is(flavours(`class A ${chain.replace(',', '')}`, polls), 'plain plain');
  assert.is(
    flavours('o = { set a(v) { this.b = v }, set b(v) { this.a = v } }', polls),
    'plain plain',
  );
  assert.is(
    flavours('o = { set a(v) { this.own = v }, get c() { return 1 } }', polls),
    'none none',
  );
  assert.is(flavours('o = { set a({ x }) { this.own = x } }', polls), 'plain');
});

test('functionPolls all, and optimize off, poll at every entry', () => {
  const code = 'function f(a) { return a + 1 } f(1)';
  assert.is(flavours(code, polls, { functionPolls: 'all' }), 'plain');
  assert.is(flavours(code, polls, { optimize: false }), 'fuel');
});

test('functions of every kind are entered through a poll', () => {
  const code = `${open} class A extends B { constructor() { super(f()) } m() { f() } get g() { return f() } set s(v) { f() } static n() { f() } #p() { f() } }
    const o = { m() { f() }, get g() { return f() }, *i() { yield f() }, async a() { f() } }; (function () { f() })(); (() => f())(); async function b() { f() } async function c() { await f() }`;
  assert.not.match(flavours(code, polls), /none/);
  assert.is(sites(code, polls).length, 14);
});

test('defaults and fields that call are bodies of their own; those that do not call are none', () => {
  assert.is(flavours('function f(a = g()) { h() }', 'initializer'), 'plain');
  assert.is(flavours('function f({ b: [c = g()] }) { h() }', 'initializer'), 'plain');
  assert.is(
    flavours('class A { x = g(); static y = g(); #z = g(); }', 'initializer'),
    'plain plain plain',
  );
  assert.is(
    flavours(
      'function f(a = 1, b = () => g()) { h() } class A { x = 1; y = () => g() }',
      'initializer',
    ),
    '',
  );
});

test('a class without a name keeps the one it gets: the poll goes into its head', () => {
  const code = 'class A { k = class extends g(Object) {} }';
  const [site] = sites(code, 'initializer');
  assert.is(code.slice(site!.start, site!.end), 'g(Object)');
});

test('a static block is a body', () => {
  assert.is(flavours('class A { static { f() } }', 'static-block'), 'fuel');
});

test('what disposes or closes runs masked, unless a try would make it an early error', () => {
  assert.is(sites('const o = { [Symbol.dispose]() { f() } }', 'cleanup').length, 1);
  assert.is(sites('const o = { return() { f() } }', 'cleanup').length, 1);
  assert.is(sites('class A { get return() { f() } }', 'cleanup').length, 0);
  assert.is(
    sites('const o = { [Symbol.dispose]() { function a() {} var a; f() } }', 'cleanup').length,
    0,
  );
});

test('"no poll" leaves the entry out, in the function and in those inside', () => {
  assert.equal(reasons('function f() { "no poll"; return () => g() }', polls), [
    '"no poll"',
    '"no poll"',
  ]);
});
