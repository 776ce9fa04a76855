/** SEMANTICS 2: when it arrives. */
import * as assert from 'uvu/assert';
import { QueueFullError } from '@killable/runtime';
import type { Delivery } from '@killable/runtime';
import { compile } from '../lib/compile.ts';
import { start, until } from '../lib/run-thread.ts';
import { suite } from '../lib/suite.ts';
import { call, run, thrown } from './run.ts';

const test = suite('2 arrival');

test('2.1 it arrives at a poll of a synchronous loop', async () => {
  const { thread, reached } = run('sync', 'collect', { args: [1] });
  await reached(0);
  thread.raiseExc(new RangeError('here'));
  assert.equal(await thread.result(), ['RangeError: here']);
});

test('2.1 it arrives in a suspended await, and the thread is idle meanwhile', async () => {
  const { thread, log, reached } = run('async', 'waits');
  await reached(0);
  thread.terminate();
  assert.equal(await thread.join(), { status: 'terminated' });
  assert.is(log[1], 1);
});

test('2.1 it arrives in sleepSync, whatever its length', async () => {
  const { thread, log, reached } = run('sync', 'sleeper');
  await reached(0);
  thread.terminate();
  assert.equal(await thread.join(), { status: 'terminated' });
  assert.is(log[1], 1);
});

test('2.1 no wake-up is lost between the look and the wait (row 10)', async () => {
  const rounds = 300;
  const { thread, reached } = run('sync', 'sleeps', { args: [rounds] });
  await reached(0);
  for (let i = 1; i <= rounds; i++) {
    thread.raiseExc(Error);
    await reached(1, i);
  }
  assert.is(await thread.result(), rounds);
});

test('2.2 interrupts arrive first in, first out, and none is merged (rows 3 and 4)', async () => {
  const { thread, reached } = run('sync', 'collect', { args: [500] });
  await reached(0);
  const deliveries: Delivery[] = [];
  for (let i = 0; i < 500;) {
    try {
      deliveries.push(thread.raiseExc(new Error(String(i))));
      i++;
    } catch (error) {
      assert.instance(error, QueueFullError);
      await deliveries.at(-1)!.settled;
    }
  }
  const seen = (await thread.result()) as string[];
  assert.equal(
    seen,
    Array.from({ length: 500 }, (_, i) => `Error: ${i}`),
  );
  assert.ok(deliveries.every(({ state }) => state === 'delivered'));
});

test('2.2 a full ring refuses the sender, and takes again when there is room', async () => {
  const { thread, reached, go } = run('sync', 'onePoll');
  await reached(0);
  const queued = Array.from({ length: 64 }, (_, i) => thread.raiseExc(new Error(`n${i}`)));
  assert.instance(await thrown(() => thread.raiseExc(Error)), QueueFullError);
  go(2);
  assert.equal(await thread.result(), ['n0', 'n1']);
  await thread.join();
  assert.equal(
    queued.map(({ state }) => state),
    ['delivered', 'delivered', ...Array(62).fill('dead')],
  );
});

test('2.2 before the mailbox is announced the same bound holds', async () => {
  const { thread } = run('sync', 'spin');
  for (let i = 0; i < 64; i++) thread.raiseExc(Error);
  assert.instance(await thrown(() => thread.raiseExc(Error)), QueueFullError);
  assert.is((await thread.join())?.status, 'failed');
});

test('2.2 an error that does not fit into a slot is refused at the sender', async () => {
  const { thread, reached } = run('sync', 'collect', { args: [1] });
  await reached(0);
  const error = await thrown(() => thread.raiseExc(new Error('x'.repeat(3000))));
  assert.instance(error, RangeError);
  assert.match(error.message, /bytes/);
  thread.raiseExc(new Error('fits'));
  assert.equal(await thread.result(), ['Error: fits']);
});

test('2.3 one poll delivers one interrupt', async () => {
  const { thread, reached, go } = run('sync', 'onePoll');
  await reached(0);
  thread.raiseExc(new Error('one'));
  thread.raiseExc(new Error('two'));
  go(2);
  assert.equal(await thread.result(), ['one', 'two']);
});

for (const killFirst of [false, true]) {
  test(`2.4 kill outranks the queue, ${killFirst ? 'sent before' : 'sent after'} the interrupt (row 5)`, async () => {
    const { thread, reached, go } = run('sync', 'onePoll', { grace: 60_000 });
    await reached(0);
    if (killFirst) void thread.kill();
    const delivery = thread.raiseExc(Error);
    if (!killFirst) void thread.kill();
    go(2);
    assert.equal(await thread.join(), { status: 'killed', rung: 1 });
    assert.is(await delivery.settled, 'dead');
  });
}

test('2.5 an await ends with its value xor with the interrupt, and the loser is not lost (row 8)', async () => {
  const rounds = 200;
  const thread = call('async', 'xor', rounds);
  const { values, interrupts } = (await thread.result()) as { values: number; interrupts: number };
  assert.is(interrupts, rounds);
  assert.ok(values <= rounds);
});

test('2.5 for await: the interrupt ends next(), and the iterator is closed', async () => {
  const { thread, reached } = run('async', 'forAwait');
  await reached(0, 3);
  thread.raiseExc(new RangeError('stop'));
  assert.equal(await thread.result(), [0, 1, 'closed', 'stop']);
});

test('2.5 for await without an interrupt is as it was', async () => {
  assert.equal(await call('async', 'forAwaitPlain').result(), [1, 2, 3, 'a', 'b', 'end']);
});

test('2.6 an interrupt goes to the youngest leaf, so callees clean up before callers', async () => {
  const { thread, log, reached } = run('async', 'tree');
  await reached(0);
  thread.raiseExc(new RangeError('leaf'));
  assert.equal(await thread.result(), [2, 'leaf']);
  assert.is(log[1], 0);
});

test('2.6 a chain of 60 000 suspended calls takes no more than its length', async () => {
  // With one walk up the chain for each of them it took half a minute.
  assert.equal(await call('async', 'chain', 60_000).result(), [60_001, 'deep']);
});

test('2.6 a kill reaches every leaf, and each parent', async () => {
  const { thread, log, reached } = run('async', 'killTree');
  await reached(0);
  assert.equal(await thread.kill({ grace: 60_000 }), { status: 'killed', rung: 1 });
  assert.equal([...log.slice(1, 4)], [1, 1, 1]);
});

for (const action of ['terminate', 'kill'] as const) {
  test(`2.7 ${action}() that escapes a callback unwinds the suspended frames`, async () => {
    const { thread, log, reached } = run('async', 'hog', { grace: 60_000 });
    await reached(0);
    if (action === 'kill') void thread.kill();
    else thread.terminate();
    const outcome = await thread.join();
    assert.is(outcome?.status, action === 'kill' ? 'killed' : 'terminated');
    assert.equal([...log.slice(1, 3)], [1, 1]);
  });
}

test('2.7 any other exception that escapes a callback is an uncaught error', async () => {
  const { thread, log, reached } = run('async', 'hog');
  await reached(0);
  thread.raiseExc(new RangeError('nobody catches it'));
  const outcome = await thread.join();
  assert.is(outcome?.status, 'failed');
  assert.is((outcome as { error: Error }).error.message, 'nobody catches it');
  assert.is(log[1], 0);
});

test('2.8 a module that is still being evaluated is interrupted, and the thread ends', async () => {
  const { thread } = run('module-body', 'default');
  await thread.join(200);
  thread.terminate();
  assert.equal(await thread.join(), { status: 'terminated' });
});

for (const [kind, load, file] of [
  ['import', "await import('./endless.mjs')", 'endless.mjs'],
  ['require', "createRequire(import.meta.url)('./endless.cjs')", 'endless.cjs'],
] as const) {
  const source = `import { createRequire } from 'node:module';
  export default async function (buffer) {
    const log = (globalThis.log = new Int32Array(buffer));
    try {
      try {
        ${load};
      } catch {}
      for (;;);
    } finally {
      Atomics.add(log, 1, 1);
    }
  }`;
  const endless = `try { Atomics.store(globalThis.log, 0, 1); for (;;); } finally { Atomics.add(globalThis.log, 2, 1); }`;

  for (const [how, status] of [
    ['raiseExc', 'failed'],
    ['terminate', 'terminated'],
    ['kill', 'killed'],
  ] as const) {
    test(`2.8 ${how}() interrupts a module that is evaluated by ${kind}: the thread ends, whatever catches the error`, async () => {
      const { thread, log } = start(
        await compile(source, { extension: 'mjs', files: { [file]: endless } }),
        4,
      );
      await until('it is evaluated', thread, () => Atomics.load(log, 0) === 1);
      if (how === 'raiseExc') thread.raiseExc(new RangeError('half'));
      else void thread[how]();
      const outcome = (await thread.join())!;
      assert.is(outcome.status, status);
      if (outcome.status === 'failed') {
        assert.instance(outcome.error, RangeError);
        assert.is((outcome.error as RangeError).message, 'half');
      }
      assert.equal([...log.slice(1, 3)], [1, 1]);
    });
  }
}

test('2.8 an ordinary error of a module, and one that it throws for an interrupt, are for whoever imports it', async () => {
  const source = `export default async function (buffer) {
    const log = (globalThis.log = new Int32Array(buffer));
    const seen = [];
    for (const name of ['broken', 'endless', 'endless'])
      await import('./' + name + '.mjs').catch((e) => seen.push(e.message));
    return seen;
  }`;
  const endless = `try { Atomics.store(globalThis.log, 0, 1); for (;;); } catch (e) { throw new Error('mine'); }`;
  const files = { 'endless.mjs': endless, 'broken.mjs': `throw new Error('broken');` };
  const { thread, log } = start(await compile(source, { files }), 2);
  await until('it is evaluated', thread, () => Atomics.load(log, 0) === 1);
  thread.raiseExc(new RangeError('half'));
  assert.equal(await thread.result(), ['broken', 'mine', 'mine']);
});
