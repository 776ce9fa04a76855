/** SEMANTICS 4: masks. */
import * as assert from 'uvu/assert';
import { ThreadExit } from '@killable/runtime';
import { compile } from '../lib/compile.ts';
import { start, until } from '../lib/run-thread.ts';
import { suite } from '../lib/suite.ts';
import { run } from './run.ts';

const test = suite('4 masks');
/** Longer than any test: the budget is not what ends the mask. */
const patient = { cleanup: 60_000, grace: 60_000 };

test('4.1 cleanup runs whole, then one poll delivers (rows 2 and 14)', async () => {
  const { thread, reached, go } = run('sync', 'longCleanup', patient);
  await reached(0);
  thread.raiseExc(new RangeError('second'));
  await thread.join(50);
  go(2);
  assert.equal(await thread.result(), ['the word is clear', 'cleanup ended', 'second']);
});

test('4.1 cleanup runs whole over its awaits', async () => {
  const { thread, reached, go } = run('async', 'maskedAwait', patient);
  await reached(0);
  thread.raiseExc(new RangeError('later'));
  await thread.join(50);
  go(2);
  assert.equal(await thread.result(), ['cleanup ended', 'later']);
});

test('4.2 mask(fn) delays an interrupt, and an exit, until it ends', async () => {
  for (const error of [RangeError, ThreadExit]) {
    const { thread, log, reached, go } = run('sync', 'endlessMask', { cleanup: 20, grace: 60_000 });
    await reached(0);
    const delivery = thread.raiseExc(error);
    assert.is(await thread.join(200), undefined);
    assert.is(delivery.state, 'queued');
    go(2);
    assert.is((await thread.join())?.status, error === RangeError ? 'failed' : 'terminated');
    assert.is(await delivery.settled, 'delivered');
    assert.is(log[3], 0);
  }
});

test('4.2 restore delivers inside, and the mask holds again after', async () => {
  const { thread, reached, go } = run('sync', 'restoring', patient);
  await reached(0);
  thread.raiseExc(new RangeError('restored'));
  thread.raiseExc(new RangeError('at the end'));
  go(2);
  const outcome = await thread.join();
  assert.is(outcome?.status, 'failed');
  assert.is((outcome as { error: Error }).error.message, 'at the end');
});

test('4.2 restore: what it throws is caught inside the mask', async () => {
  const { thread, reached, go } = run('sync', 'restoring', patient);
  await reached(0);
  thread.raiseExc(new RangeError('restored'));
  go(2);
  assert.equal(await thread.result(), ['masked', 'restored', 'masked again']);
});

const bracketed = {
  acquire: ['acquired', 'released 1', 'in acquire'],
  use: ['acquired', 'released 1', 'in use'],
  release: ['acquired', 'used 1', 'released 1', 'in release'],
};
for (const [where, expected] of Object.entries(bracketed)) {
  test(`4.2 bracket: an interrupt in ${where} neither leaks nor releases twice (row 1)`, async () => {
    const { thread } = run('sync', 'bracketed', { args: [where] });
    assert.equal(await thread.result(), expected);
  });
}

test('4.2 bracket with async parts', async () => {
  const { thread, reached } = run('async', 'asyncBracket', patient);
  await reached(0);
  thread.raiseExc(new RangeError('used'));
  assert.equal(await thread.result(), ['acquired', 'released 1', 'used']);
});

test('4.2 mask(async fn) lasts until its promise settles', async () => {
  const { thread, reached, go } = run('async', 'asyncMask', patient);
  await reached(0);
  thread.raiseExc(new RangeError('after'));
  await thread.join(50);
  go(2);
  assert.equal(await thread.result(), ['ended masked', 'after']);
});

test('4.3 a mask is never seen by another frame (row 13)', async () => {
  const { thread, log, reached } = run('async', 'otherFrame', patient);
  await reached(0);
  thread.raiseExc(new RangeError('the other one'));
  assert.is(await thread.result(), 'the other one');
  assert.is(log[1], 1);
});

for (const file of ['sync', 'async'] as const) {
  test(`4.5 cleanup that never ends is interrupted when its budget is spent, ${file} (row 15)`, async () => {
    const { thread, log, reached } = run(file, 'endlessCleanup', { cleanup: 50 });
    await reached(0);
    assert.is(await thread.terminate().settled, 'delivered');
    assert.equal(await thread.join(), { status: 'terminated' });
    assert.is(log[1], 1);
  });
}

test('4.1 a rejection handler runs masked, as the clause does that it stands for', async () => {
  const source = `export default async function (buffer) {
    const log = new Int32Array(buffer);
    const seen = [];
    try {
      await Promise.reject(new Error('no')).catch(() => {
        Atomics.store(log, 0, 1);
        while (Atomics.load(log, 1) === 0);
        seen.push('handler ended');
      });
      for (;;);
    } catch (e) {
      seen.push(e.message);
    }
    return seen;
  }`;
  const { thread, log } = start(await compile(source), 2);
  await until('the handler runs', thread, () => Atomics.load(log, 0) === 1);
  const delivery = thread.raiseExc(new RangeError('late'));
  await thread.join(50);
  assert.is(delivery.state, 'queued');
  Atomics.store(log, 1, 1);
  assert.equal(await thread.result(), ['handler ended', 'late']);
});

test('4.1, 4.3 await using: the disposer is masked over its awaits, and who runs meanwhile is not', async () => {
  const source = `export default async function (buffer) {
    const log = new Int32Array(buffer);
    const seen = [];
    let release;
    const gate = new Promise((resolve) => (release = resolve));
    async function cleanup() {
      try {
        seen.push('used');
      } finally {
        {
          await using held = { async [Symbol.asyncDispose]() { await gate; seen.push('disposed'); } };
        }
        seen.push('behind');
      }
    }
    const done = cleanup();
    try {
      Atomics.store(log, 0, 1);
      for (;;);
    } catch (e) {
      seen.push(e.message);
    }
    Atomics.store(log, 0, 2);
    setTimeout(() => Atomics.store(log, 0, 3), 20);
    setTimeout(() => release(), 60);
    try {
      await done;
      for (;;);
    } catch (e) {
      seen.push(e.message);
    }
    return seen;
  }`;
  const { thread, log } = start(await compile(source, { extension: 'ts' }), 2, patient);
  await until('it runs', thread, () => Atomics.load(log, 0) === 1);
  thread.raiseExc(new RangeError('first'));
  await until('it waits', thread, () => Atomics.load(log, 0) === 3);
  thread.raiseExc(new RangeError('second'));
  assert.equal(await thread.result(), ['used', 'first', 'disposed', 'behind', 'second']);
});

test('4.1, 4.3 yield* in a clause: the inner generator is masked, its consumer is not', async () => {
  const source = `export default function (buffer) {
    const log = new Int32Array(buffer);
    const seen = [];
    function* inner() {
      Atomics.store(log, 0, 1);
      while (Atomics.load(log, 1) === 0);
      seen.push('inner');
      yield 1;
      seen.push('closed');
    }
    function* outer() {
      try {
        yield 0;
      } finally {
        yield* inner();
      }
    }
    const generator = outer();
    generator.next();
    try {
      generator.return();
      for (;;);
    } catch (e) {
      seen.push(e.message);
    }
    generator.next();
    return seen;
  }`;
  const { thread, log } = start(await compile(source), 2, patient);
  await until('the inner one runs', thread, () => Atomics.load(log, 0) === 1);
  const delivery = thread.raiseExc(new RangeError('late'));
  await thread.join(50);
  assert.is(delivery.state, 'queued');
  Atomics.store(log, 1, 1);
  assert.equal(await thread.result(), ['inner', 'late', 'closed']);
});

test('4.4 a request that finds a mask moves aside: the polls of the masked code find the word clear', async () => {
  const source = `import { mask } from '@killable/runtime';
  export default function (buffer) {
    const { word } = globalThis[Symbol.for('@killable/runtime/abi/1')];
    const log = new Int32Array(buffer);
    let inside;
    try {
      mask(() => {
        Atomics.store(log, 0, 1);
        while (Atomics.load(log, 1) === 0);
        for (let i = 0; i < 1e6; i++) Math.sqrt(i);
        inside = Atomics.load(word, 0);
      });
    } catch (e) {
      return [inside, e.message];
    }
  }`;
  const { thread, log } = start(await compile(source), 2);
  await until('it is masked', thread, () => Atomics.load(log, 0) === 1);
  thread.raiseExc(new RangeError('aside'));
  await thread.join(50);
  Atomics.store(log, 1, 1);
  assert.equal(await thread.result(), [0, 'aside']);
});
