/** SEMANTICS 1.1 with the compiler: functions are compiled on their way to the thread, modules while they are loaded. */
import * as assert from 'uvu/assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Thread, ThreadError } from '@killable/runtime';
import { compile } from '../lib/compile.ts';
import { suite } from '../lib/suite.ts';
import { thrown } from './run.ts';

const test = suite('1 targets');

async function reached(thread: Thread<never>, log: Int32Array, cell: number): Promise<void> {
  while (Atomics.load(log, cell) === 0) {
    if ((await thread.join(1)) !== undefined) throw new Error('the thread ended too early');
  }
}

test('1.1 a function is compiled by default: an endless loop in it ends, its finally runs', async () => {
  const log = new Int32Array(new SharedArrayBuffer(16));
  const target = (cells: Int32Array): void => {
    try {
      Atomics.store(cells, 0, 1);
      for (;;);
    } finally {
      Atomics.add(cells, 1, 1);
    }
  };
  const thread = new Thread(target, { args: [log] }).start();
  await reached(thread as never, log, 0);
  thread.terminate();
  assert.equal(await thread.join(), { status: 'terminated' });
  assert.is(log[1], 1);
});

test('1.1 every variable from outside is named', async () => {
  const one = 1;
  const two = 2;
  const error = await thrown(() => new Thread(() => one + two).start().result());
  assert.instance(error, ThreadError);
  assert.match(error.message, /'one', 'two'.*args/s);
});

test('1.1 a text that was compiled already is left alone', async () => {
  const log = new Int32Array(new SharedArrayBuffer(16));
  const text = `return function (cells) { try { Atomics.store(cells, 0, 1); for (;;) if ($w[0]) $p(); } finally { Atomics.add(cells, 1, 1); } }`;
  const thread = new Thread(new Function(text)() as () => void, { args: [log] }).start();
  await reached(thread as never, log, 0);
  thread.terminate();
  assert.equal(await thread.join(), { status: 'terminated' });
  assert.is(log[1], 1);
});

for (const poll of ['sound', 'plain'] as const) {
  test(`1.1 a function that a build has compiled (${poll}) finds all that its text mentions of the ABI`, async () => {
    const source = `export default async function target(list) {
      let sum = 0;
      for (let i = 0; i < list.length; i++) sum += list[i];
      for (let i = 0, n = list.length; i < n; i++) sum += list[i];
      for (const x of list) sum += x;
      while (list.length > 0) list.pop(), await null;
      const path = await import('node:path');
      const one = () => { try { throw new Error(); } catch (e) { return path.sep.length; } finally { sum += Math.max(sum, 0) - sum; } };
      const two = () => { try { throw new Error(); } catch (e) { if (e.name === ThreadExit.name) throw e; return parseInt('2'); } };
      const held = function* () { try { yield 1; } finally { yield sum.toFixed(0).length; } };
      const soon = async function* () { yield* [1, 2]; };
      class ThreadExit {}
      for (const x of held()) sum += x;
      for await (const x of soon()) sum += x;
      sum += await Promise.reject(1).catch((e) => e);
      return sum + one() + two();
    }`;
    const url = await compile(source, { poll });
    const { default: target } = (await import(url.href)) as {
      default: (list: number[]) => Promise<number>;
    };
    const free = [...new Set(target.toString().match(/\$[a-z]\b/g))];
    assert.ok(free.length > 12, free.join());
    const [here, there] = [await target([1, 2, 3]), new Thread(target, { args: [[1, 2, 3]] })];
    assert.is(await there.start().result(), here);
  });
}

test('1.1 a function can import: built-ins, and packages from the working directory', async () => {
  const target = async (): Promise<string> => {
    const { sep } = await import('node:path');
    const { currentThread } = await import('@killable/runtime');
    return typeof sep + currentThread().name;
  };
  assert.is(await new Thread(target, { name: 'importer' }).start().result(), 'stringimporter');
});

test('1.1 compile: true compiles a module and what it imports, TypeScript too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'killable-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(
      join(folder, 'target.ts'),
      `import { spin } from './spin.js';
       export function target(log: Int32Array): void { try { spin(log); } finally { Atomics.add(log, 1, 1); } }`,
    );
    writeFileSync(
      join(folder, 'spin.js'),
      'export const spin = (log) => { Atomics.store(log, 0, 1); for (;;); };',
    );
    for (const compile of [true, { poll: 'plain' }]) {
      const log = new Int32Array(new SharedArrayBuffer(16));
      const options = { exportName: 'target', args: [log], compile };
      const thread = new Thread(join(folder, 'target.ts'), options).start();
      await reached(thread as never, log, 0);
      thread.terminate();
      assert.equal(await thread.join(), { status: 'terminated' });
      assert.is(log[1], 1);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('1.1 a method with a private name cannot stand alone: start() says so', async () => {
  class Counter {
    #count = 0;
    next(): number {
      return ++this.#count;
    }
  }
  const error = await thrown(() => new Thread(new Counter().next).start());
  assert.instance(error, ThreadError);
  assert.match(error.message, /'next' cannot stand alone/);
});
