/** A call passes a poll at the function's entry, or the function is short whatever it reaches. */
import * as assert from 'uvu/assert';
import { flavours, reasons, sites } from '../lib/plan.ts';
import { suite } from '../lib/suite.ts';

const test = suite('entries');
const polls = 'function arrow async async-arrow generator initializer static-block cleanup';

test('a function that calls what is not known polls', () => {
  assert.is(flavours('function f(g) { g() } f(1)', polls), 'fuel');
  assert.is(flavours('function f(g) { g() } f(1)', polls, { poll: 'plain' }), 'plain');
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
  assert.is(flavours(ring, polls), 'fuel fuel fuel none', 'each cycle of several');
  assert.is(flavours('let f = function () { g() }, g = () => f(); f()', polls), 'fuel none');
  assert.is(flavours('let f = function () { g() }, g = () => f(); f = h', polls), 'fuel fuel');
});

test('a call of a function that polls costs its caller nothing more', () => {
  const code = 'function f(g) { g() } function a(n) { return n && f(n) } a(1)';
  assert.is(flavours(code, polls), 'fuel none');
  const quiet = 'function f(g) { "no poll, bounded"; g() } function a(n) { return f(n) } a(1)';
  assert.is(flavours(quiet, polls), 'none fuel', 'but one without a poll may cost anything');
  for (const callee of ['async function f(g) { await g() }', 'function* f(g) { yield* g }'])
    assert.match(flavours(`${callee} function a(n) { return f(n) } a(1)`, polls), /fuel$/, callee);
});

test('a method with the name of a cheap built-in may be that method', () => {
  assert.is(flavours('class A { push(x) { this.a.push(x); this.b.push(x) } }', polls), 'fuel');
  assert.is(flavours('class A { add(x) { this.a.push(x); this.b.push(x) } }', polls), 'none');
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
  for (const take of [...taken, 'x.f ||= 1', 'x.f.call(o)', '(o.f)`t`'])
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
    'o = { f }',
    'export { f }',
    'x = () => f',
  ])
    assert.match(flavours(`function f(a) { return a } ${use}`, polls), /^fuel/, use);
  assert.is(
    flavours('class A { #f(a) { return a } g() { "no poll"; return this.#f } }', polls),
    'fuel none',
  );
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
  assert.is(flavours('class A { get x() { return this.y.z } }', polls), 'fuel');
  for (const name of ['valueOf', 'toString', 'toJSON', 'next', 'then']) {
    assert.is(flavours(`class A { ${name}() { return 1 } }`, polls), 'fuel', name);
  }
  assert.is(flavours('class A { [Symbol.toPrimitive]() { return 1 } }', polls), 'fuel');
});

test('an accessor that may reach another polls, since it is a link of a chain', () => {
  const chain = '{ get a() { return this.b }, get b() { return this.a } }';
  assert.is(flavours(`o = ${chain}`, polls), 'fuel fuel');
  assert.is(flavours(`class A ${chain.replace(',', '')}`, polls), 'fuel fuel');
  assert.is(
    flavours('o = { set a(v) { this.b = v }, set b(v) { this.a = v } }', polls),
    'fuel fuel',
  );
  assert.is(
    flavours('o = { set a(v) { this.own = v }, get c() { return 1 } }', polls),
    'none none',
  );
  assert.is(flavours('o = { set a({ x }) { this.own = x } }', polls), 'fuel');
});

test('functionPolls all, and optimize off, poll at every entry', () => {
  const code = 'function f(a) { return a + 1 } f(1)';
  assert.is(flavours(code, polls, { functionPolls: 'all' }), 'fuel');
  assert.is(flavours(code, polls, { optimize: false }), 'fuel');
});

test('functions of every kind are entered through a poll', () => {
  const code = `class A extends B { constructor() { super(f()) } m() { f() } get g() { return f() } set s(v) { f() } static n() { f() } #p() { f() } }
    const o = { m() { f() }, get g() { return f() }, *i() { yield f() }, async a() { f() } }; (function () { f() })(); (() => f())(); async function b() { f() } async function c() { await f() }`;
  assert.not.match(flavours(code, polls), /none/);
  assert.is(sites(code, polls).length, 14);
});

test('defaults and fields that call are bodies of their own; those that do not call are none', () => {
  assert.is(flavours('function f(a = g()) { h() }', 'initializer'), 'fuel');
  assert.is(flavours('function f({ b: [c = g()] }) { h() }', 'initializer'), 'fuel');
  assert.is(
    flavours('class A { x = g(); static y = g(); #z = g(); }', 'initializer'),
    'fuel fuel fuel',
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
