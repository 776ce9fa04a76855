/** SEMANTICS 3.2: what an error is after it has been bytes. */
import * as assert from 'uvu/assert';
import { runInNewContext } from 'node:vm';
import { ThreadExit, TimeoutError, isThreadExit } from '../../packages/runtime/src/errors.ts';
import {
  decodeError,
  encodeError,
  registerError,
} from '../../packages/runtime/src/mailbox/exception.ts';
import { suite } from '../lib/suite.ts';

/** The error on the other side, with whatever properties it has. */
const sent = (e: unknown, options?: { stack?: boolean }): Error & Record<string, unknown> =>
  decodeError(encodeError(e, options)) as Error & Record<string, unknown>;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

class Unknown extends TypeError {
  readonly level = 1;
}
class Registered extends Error {
  readonly load: number;
  constructor(message = 'too much', load = 3) {
    super(message);
    this.load = load;
  }
}
registerError('test/Registered', Registered);

const test = suite('3.2 errors as bytes');

const builtins = [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError];
for (const Class of builtins) {
  test(`3.2 ${Class.name} keeps its class, as a class and as an instance`, () => {
    assert.is(sent(Class).constructor, Class);
    assert.is(sent(Class).message, '');
    const e = sent(new Class('why'));
    assert.is(e.constructor, Class);
    assert.is(e.message, 'why');
    assert.equal(Reflect.ownKeys(e).sort(), ['message', 'stack']);
  });
}

test('3.2 AggregateError keeps its errors, each with its class', () => {
  const e = sent(new AggregateError([new RangeError('a'), 2, new Unknown('c')], 'three'));
  assert.instance(e, AggregateError);
  const [first, second, third] = e.errors as [Error, number, Error];
  assert.instance(first, RangeError);
  assert.is(second, 2);
  assert.is(third.name, 'Unknown');
  assert.equal(Object.keys(e), []);
  assert.equal(sent(AggregateError).errors, []);
});

test('3.2 DOMException keeps its class, name and code', () => {
  const e = sent(new DOMException('stop', 'AbortError'));
  assert.instance(e, DOMException);
  assert.is(e.name, 'AbortError');
  assert.is(e.code, DOMException.ABORT_ERR);
  assert.is(e.message, 'stop');
  assert.instance(sent(DOMException), DOMException);
});

test('3.2 a registered class keeps its identity and its own properties', () => {
  const e = sent(new Registered('a', 9));
  assert.instance(e, Registered);
  assert.is(e.constructor, Registered);
  assert.is(e.load, 9);
});

test('3.2 a registered class raised without an instance is constructed where it arrives', () => {
  const e = sent(Registered);
  assert.instance(e, Registered);
  assert.is(e.message, 'too much');
  assert.is(e.load, 3);
});

test('3.2 an unknown class arrives as its nearest known ancestor and bears its name', () => {
  for (const e of [sent(new Unknown('hi')), sent(Unknown)]) {
    assert.is(e.constructor, TypeError);
    assert.is(e.name, 'Unknown');
    assert.is(e.level, 1);
    assert.match(e.stack!, /^Unknown/);
  }
});

test('3.2 a name that was set on the instance is kept', () => {
  const e = sent(Object.assign(new Error('x'), { name: 'Custom' }));
  assert.is(e.name, 'Custom');
  assert.is(e.constructor, Error);
  assert.match(e.stack!, /^Custom: x/);
});

test('3.2 errors of another realm keep their classes', () => {
  assert.instance(sent(runInNewContext('new TypeError("far")')), TypeError);
  assert.instance(sent(runInNewContext('RangeError')), RangeError);
  const e = sent(runInNewContext('new (class Far extends Error { o = { a: [1] } })("far")'));
  assert.is(e.name, 'Far');
  assert.equal(e.o, { a: [1] });
});

test("3.2 the runtime's own errors keep their classes and codes", () => {
  assert.ok(isThreadExit(sent(ThreadExit)));
  assert.is(sent(ThreadExit).code, 'KILLABLE_EXIT');
  assert.instance(sent(new TimeoutError()), TimeoutError);
});

test('1.4 a class that extends ThreadExit is one; a class that only bears its name is not', () => {
  class Leave extends ThreadExit {}
  assert.ok(isThreadExit(sent(new Leave())));
  assert.is(sent(new Leave()).name, 'Leave');
  const other = { ThreadExit: class ThreadExit extends Error {} }.ThreadExit;
  assert.not(isThreadExit(new other()));
  assert.not(isThreadExit(sent(new other())));
  assert.is(sent(new other()).name, 'ThreadExit');
});

test('3.3 ThreadExit is recognised across two copies of the package', async () => {
  const url = new URL('../../packages/runtime/src/errors.ts?second-copy', import.meta.url).href;
  const copy = (await import(url)) as typeof import('../../packages/runtime/src/errors.ts');
  assert.is.not(copy.ThreadExit, ThreadExit);
  assert.ok(isThreadExit(new copy.ThreadExit()));
  assert.instance(new copy.ThreadExit(), ThreadExit);
  assert.not.instance(new copy.ThreadExit(), class Mine extends ThreadExit {});
  assert.is(sent(new copy.ThreadExit()).constructor, ThreadExit);
  assert.is(sent(copy.ThreadExit).constructor, ThreadExit);
});

test('3.2 cause travels, whatever it is, and a cycle ends', () => {
  const inner = new RangeError('b', { cause: { list: [1, null] as unknown[] } });
  const outer = new Error('a', { cause: inner });
  (inner.cause as { list: unknown[] }).list.push(outer);
  const e = sent(Object.assign(outer, { self: outer }));
  const cause = e.cause as Error;
  assert.instance(cause, RangeError);
  assert.equal(cause.cause, { list: [1, null, null] });
  assert.not('self' in e);
});

test('3.2 a very deep chain of causes is cut, a very large property too', () => {
  let deep = new Error('0');
  for (let i = 0; i < 100_000; i++) deep = new Error('more', { cause: deep });
  let depth = 0;
  for (let at: unknown = sent(deep); at !== undefined; at = (at as Error).cause) depth++;
  assert.ok(depth > 8 && depth < 100, String(depth));
  const list = (sent(Object.assign(new Error('b'), { list: Array(1e6).fill(0) })).list as unknown[])
    .length;
  assert.ok(list > 1000 && list < 20_000, String(list));
});

test('3.2 only JSON-safe own properties travel', () => {
  class Held {}
  const given = { n: 1, s: 'x\ud800', b: true, z: null, o: { a: [1, 'b'] } };
  const e = sent(
    Object.assign(new Error('x'), given, {
      f: () => 1,
      u: undefined,
      y: Symbol('y'),
      i: 1n,
      nan: NaN,
      m: new Map(),
      h: new Held(),
    }),
  );
  assert.equal({ ...e }, given);
});

test('3.2 the stack is that of the arrival, unless it is asked for', () => {
  const e = (function sender(): Error {
    return new Error('x');
  })();
  assert.not.match(sent(e).stack!, 'sender');
  assert.is(sent(e, { stack: true }).stack, e.stack);
});

test('3.2 __proto__, constructor and prototype in a payload do nothing', () => {
  const e = new Error('x');
  Object.defineProperty(e, '__proto__', { value: { polluted: 1 }, enumerable: true });
  Object.assign(e, { constructor: 5, prototype: 6, o: JSON.parse('{"__proto__":{"p":1},"a":2}') });
  const made = sent(e);
  assert.equal(Object.keys(made), ['o']);
  assert.equal(Object.keys(made.o as object), ['a']);
  assert.is(Object.getPrototypeOf(made), Error.prototype);
  const forged = decodeError(
    bytes('["e",false,[1,"Error"],null,"",null,["__proto__",["o","p",1],"constructor",1],[]]'),
  );
  assert.equal(Object.keys(forged), []);
  assert.is(Object.getPrototypeOf(forged), Error.prototype);
});

test('3.2 a getter is not invoked, a proxy that throws is no obstacle', () => {
  let calls = 0;
  const e = new Error('x');
  Object.defineProperty(e, 'g', { enumerable: true, get: () => calls++ });
  Object.defineProperty(e, 'cause', { get: () => calls++ });
  Object.defineProperty(e, 'name', {
    get: () => {
      throw new Error('no name');
    },
  });
  assert.equal(Object.keys(sent(e)), []);
  assert.is(calls, 0);
  const no = (): never => {
    throw new Error('no');
  };
  const proxy = new Proxy(new Error('x'), { get: no, ownKeys: no, getOwnPropertyDescriptor: no });
  assert.instance(sent(proxy), Error);
  assert.is(isThreadExit(proxy), false);
});

test('3.2 bytes that describe no error give an error that says so', () => {
  const broken = ['', '5', '{}', '[]', '["e"]', '["x"]', '["a"]', 'alert(1)', '['.repeat(200_000)];
  for (const text of [
    ...broken,
    '["e",true,[1],"x","y",null,[1,2],[]]',
    '["e",true,{},"","",0,[],[]]',
  ]) {
    const e = decodeError(bytes(text));
    assert.match(e.message, '[killable] an interrupt arrived whose bytes describe no error', text);
  }
  assert.match(decodeError(new Uint8Array([255, 254])).message, '[killable]');
});

test('3.2 bytes on shared memory are read', () => {
  const plain = encodeError(new RangeError('x'));
  const shared = new Uint8Array(new SharedArrayBuffer(plain.length));
  shared.set(plain);
  assert.instance(decodeError(shared), RangeError);
});

test('1.3 what is neither an error class nor an error is a TypeError that says so', () => {
  const others = [1, 's', null, undefined, {}, () => 1, Symbol('x'), Object.create(null), 5n, Map];
  for (const other of others) {
    assert.throws(
      () => encodeError(other),
      (e: Error) => e instanceof TypeError && /^\[killable\] raiseExc takes an/.test(e.message),
    );
  }
});

test('3.2 registerError refuses built-in names, taken names and what is no error class', () => {
  assert.throws(
    () => registerError('TypeError', Unknown),
    /that is no built-in's, not 'TypeError'/,
  );
  assert.throws(() => registerError('', Unknown), /needs a name/);
  assert.throws(() => registerError('test/Registered', Unknown), /registered for another class/);
  assert.throws(() => registerError('test/Map', Map as never), /needs a class that extends Error/);
  registerError('test/Registered', Registered);
});

test('3.2 patched built-ins do not change what arrives', () => {
  const evil = (): never => {
    throw new Error('patched');
  };
  const patches: [object, PropertyKey][] = [
    [Array.prototype, 'push'],
    [Array.prototype, Symbol.iterator],
    [Map.prototype, 'get'],
    [String.prototype, 'slice'],
    [JSON, 'parse'],
    [JSON, 'stringify'],
    [Object.prototype, 'toJSON'],
    [Object.prototype, 'get'],
    [Object.prototype, 'value'],
    [Reflect, 'defineProperty'],
    [TextEncoder.prototype, 'encode'],
  ];
  const { defineProperty, getOwnPropertyDescriptor, deleteProperty } = Reflect;
  const saved = patches.map(([on, key]) => getOwnPropertyDescriptor(on, key));
  const given = new Registered('x', 7);
  (given as Error).cause = new RangeError('y');
  let made: Error & Record<string, unknown>;
  for (let i = 0; i < patches.length; i++) {
    const at = patches[i]!;
    const patch = { __proto__: null, value: evil, configurable: true, writable: true };
    defineProperty(at[0], at[1], patch as PropertyDescriptor);
  }
  try {
    made = sent(given);
  } finally {
    for (let i = 0; i < patches.length; i++) {
      const at = patches[i]!;
      deleteProperty(at[0], at[1]);
    }
    for (let i = 0; i < patches.length; i++) {
      const at = patches[i]!;
      const before = saved[i];
      if (before) defineProperty(at[0], at[1], before);
    }
  }
  assert.instance(made, Registered);
  assert.is(made.load, 7);
  assert.instance(made.cause, RangeError);
});
