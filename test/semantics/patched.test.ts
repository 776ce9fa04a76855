/**
 * Security: a kill ends compiled code whatever the code has done to the built-ins since it began, on rung 1 or 2 and never later
 * (SEMANTICS 1.5, 6). Every patch against three ways of being busy that need most of the runtime, and one of the others in turn.
 */
import * as assert from 'uvu/assert';
import { Thread } from '@killable/runtime';
import { compile } from '../lib/compile.ts';
import { Lanes } from '../lib/lanes.ts';
import { stop, until } from '../lib/run-thread.ts';
import { suite } from '../lib/suite.ts';

const test = suite('patched');

const patches: Readonly<Record<string, string>> = {
  'Promise.prototype.then does nothing': `Promise.prototype.then = () => {};`,
  'Promise.prototype.then returns its promise': `Promise.prototype.then = function () { return this; };`,
  'Promise.prototype.then throws': `Promise.prototype.then = () => { throw new Error('patched'); };`,
  'Promise.prototype.constructor has another species': `Object.defineProperty(Promise, Symbol.species, { value: class { constructor(f) { f(() => {}, () => {}); } } });`,
  'globalThis.Promise is gone': `globalThis.Promise = undefined;`,
  'the methods of Promise throw': `for (const name of ['resolve', 'reject', 'race', 'all', 'any', 'allSettled']) Promise[name] = () => { throw new Error('patched'); };`,
  'the methods of arrays throw': `for (const name of ['push', 'pop', 'shift', 'slice', 'concat', 'map', 'forEach', 'filter', 'includes', 'sort']) Array.prototype[name] = () => { throw new Error('patched'); };`,
  'arrays cannot be iterated': `delete Array.prototype[Symbol.iterator];`,
  'iterating an array never ends': `Array.prototype[Symbol.iterator] = function () { return { next: () => ({ done: false, value: null }) }; };`,
  'array iterators are done at once': `Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: true });`,
  'the first index of arrays has a setter': `Object.defineProperty(Array.prototype, 0, { set() {}, get() {}, configurable: true });`,
  'Array.isArray lies': `Array.isArray = () => true;`,
  'maps and sets forget': `for (const C of [Map, Set, WeakMap, WeakSet]) { C.prototype.get = C.prototype.has = () => undefined; C.prototype.set = C.prototype.add = function () { return this; }; }`,
  'Atomics is gone': `globalThis.Atomics = undefined;`,
  'Atomics does nothing': `for (const name of ['load', 'exchange', 'or', 'and', 'add', 'store', 'compareExchange']) Atomics[name] = () => 0;`,
  'typed arrays are gone': `globalThis.Int32Array = globalThis.Uint8Array = globalThis.SharedArrayBuffer = undefined;`,
  'functions cannot be applied': `Function.prototype.apply = Function.prototype.call = Function.prototype.bind = () => { throw new Error('patched'); };`,
  'Reflect is gone': `globalThis.Reflect = undefined;`,
  'errors take no stack': `Error.captureStackTrace = () => { throw new Error('patched'); }; Error.prepareStackTrace = () => { throw new Error('patched'); };`,
  'Error is gone': `globalThis.Error = globalThis.RangeError = undefined;`,
  'every object is an error': `Object.defineProperty(Error, Symbol.hasInstance, { value: () => true });`,
  'no object is an error': `Object.defineProperty(Error, Symbol.hasInstance, { value: () => false });`,
  'Symbol.for gives fresh symbols': `Symbol.for = () => Symbol();`,
  'timers do nothing': `globalThis.setTimeout = globalThis.setImmediate = globalThis.setInterval = globalThis.queueMicrotask = () => {}; globalThis.clearTimeout = () => {};`,
  'the clock stands still': `performance.now = () => 0; Date.now = () => 0;`,
  'ports do not send': `MessagePort.prototype.postMessage = () => {};`,
  'events reach nobody': `EventTarget.prototype.dispatchEvent = EventTarget.prototype.addEventListener = () => {};`,
  'process does not exit': `process.exit = process.reallyExit = () => {}; process.nextTick = () => {};`,
  'process takes every error': `process.on('uncaughtException', () => {}); process.on('unhandledRejection', () => {});`,
  'process emits nothing': `process.emit = () => true;`,
  'streams swallow': `process.stdout.write = process.stderr.write = () => true;`,
  'Object.prototype has setters': `for (const name of ['error', 'kill', 'value', 'done', 'next', 'reject', 'status', 'rung', 'type', 'outcome']) Object.defineProperty(Object.prototype, name, { __proto__: null, set() {}, get() {}, configurable: true });`,
  'Object is gone': `globalThis.Object = undefined;`,
  'globalThis has no prototype': `Object.setPrototypeOf(globalThis, null);`,
  'the runtime’s global is replaced': `try { globalThis[Symbol.for('@killable/runtime/abi/1')] = {}; } catch {}`,
};

const busy: Readonly<Record<string, string>> = {
  'a loop': `for (;;);`,
  'a loop of calls': `const f = () => g(), g = () => 1; for (;;) f();`,
  'a catch-all': `for (;;) { try { f(); } catch {} } function f() { for (;;); }`,
  'awaits in a catch-all': `for (;;) { try { await null; } catch {} }`,
  'an await that never ends': `keep(); await new NativePromise(() => {});`,
  'a tree of awaits': `const wait = async () => { try { await new NativePromise(() => {}); } finally { n++; } }; keep(); await wait();`,
  'a callback of a timer': `timer(() => { for (;;); }); await new NativePromise(() => {});`,
  'an async generator': `const g = async function* () { for (;;) yield n++; }; for await (const x of g()) n += x;`,
  'a blocked sleep': `sleepSync(1e9);`,
};

async function moduleOf(patch: string, statements: string): Promise<URL> {
  return compile(
    `import { sleepSync } from '@killable/runtime';
const NativePromise = Promise, timer = setTimeout, interval = setInterval, { store } = Atomics;
const keep = () => interval(() => {}, 1e6);
let n = 0;
export default async function (log) {
  ${patch}
  store(log, 0, 1);
  ${statements}
}`,
    { extension: 'mjs' },
  );
}

const always = ['a catch-all', 'an await that never ends', 'a callback of a timer'];
const others = Object.keys(busy).filter((way) => !always.includes(way));

const lanes = new Lanes(3);
for (const [i, [title, patch]] of Object.entries(patches).entries()) {
  const task = async (): Promise<void> => {
    const failures: string[] = [];
    for (const way of [...always, others[i % others.length]!]) {
      const statements = busy[way]!;
      const log = new Int32Array(new SharedArrayBuffer(8));
      const url = await moduleOf(patch, statements);
      const thread = new Thread(url, { args: [log], worker: { execArgv: [] } }).start();
      try {
        await until('it runs', thread, () => Atomics.load(log, 0) === 1);
        await thread.join(20);
        const outcome = await thread.kill({ grace: 3000 });
        if (outcome.status !== 'killed' || outcome.rung > 2)
          failures.push(`${way}: ${JSON.stringify(outcome)}`);
      } catch (error) {
        failures.push(`${way}: ${String(error)}`);
      } finally {
        await stop(thread);
      }
    }
    assert.equal(failures, []);
  };
  test(`1.5 a kill arrives although ${title}`, lanes.add(task), { deadline: 120_000 });
}
