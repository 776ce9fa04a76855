/** Locks, semaphores, channels and groups: SEMANTICS 2.1, 2.5 and 5.3, rows 9 and 10 of section 9. */
import * as assert from 'uvu/assert';
import {
  Channel,
  Mutex,
  QueueFullError,
  Semaphore,
  sleep,
  Thread,
  ThreadError,
  ThreadGroup,
  TimeoutError,
  withTimeout,
} from '@killable/runtime';
import { suite } from '../lib/suite.ts';
import { run, thrown } from './run.ts';

const test = suite('sync');

/** Interrupts a thread again and again until it has ended. */
async function pester(thread: Thread<URL, unknown>): Promise<void> {
  while (thread.isAlive()) {
    try {
      thread.raiseExc(RangeError);
    } catch (error) {
      if (!(error instanceof QueueFullError) && !(error instanceof ThreadError)) throw error;
    }
    await thread.join(0);
  }
}

for (const target of ['permits', 'permitsLater']) {
  test(`2.5 ${target}: acquired xor interrupted, the count is conserved (row 9)`, async () => {
    const semaphore = new Semaphore(1);
    const held = semaphore.tryAcquire()!;
    const rounds = 3000;
    const { thread, log, reached } = run('locks', target, { args: [semaphore.shared, rounds] });
    await reached(0);
    const pestered = pester(thread);
    await reached(1, 10); // blocked waits were interrupted
    held.release();
    assert.equal(await thread.join(), { status: 'returned', value: undefined });
    await pestered;
    assert.is(semaphore.count, 1);
    assert.ok(log[2]! > 0);
  });
}

test('2.1 an interrupt ends a blocked wait for a lock, every time (row 10)', async () => {
  const mutex = new Mutex();
  const held = mutex.tryLock()!;
  const rounds = 100;
  const { thread, reached } = run('locks', 'blocked', { args: [mutex.shared, rounds] });
  for (let i = 1; i <= rounds; i++) {
    await reached(0, i);
    thread.raiseExc(RangeError);
    await reached(1, i);
  }
  assert.is(await thread.result(), 'interrupted');
  assert.is(mutex.locked, true);
  held.release();
});

test('2.1 no release is missed by who waits for it (row 10)', async () => {
  const mutex = new Mutex();
  const runs = [1, 2].map(() => run('locks', 'counts', { args: [mutex.shared, 0] }));
  await Promise.all(runs.map(({ thread }) => thread.join()));
  const buffer = new SharedArrayBuffer(64);
  const target = new URL('./targets/locks.mjs', import.meta.url);
  const threads = [1, 2, 3].map(() =>
    new Thread(target, { exportName: 'counts', args: [buffer, mutex.shared, 5000] }).start(),
  );
  await Promise.all(threads.map((thread) => thread.result()));
  assert.is(new Int32Array(buffer)[3], 15_000);
  assert.is(mutex.locked, false);
});

test('2.5 a lock that is awaited is handed over, and given back once', async () => {
  const mutex = new Mutex();
  const first = await mutex.lock();
  const second = mutex.lock();
  assert.is(mutex.tryLock(), undefined);
  first.release();
  first.release();
  const held = await second;
  first.release(); // of an earlier holder: does nothing
  assert.is(mutex.locked, true);
  held[Symbol.dispose]();
  assert.is(mutex.locked, false);
});

test('2.5 a wait that is timed out, by itself or by a scope, has taken nothing', async () => {
  const semaphore = new Semaphore(0);
  const channel = new Channel();
  for (const wait of [
    () => semaphore.acquire(2),
    () => semaphore.acquireSync(2),
    () => withTimeout(5, () => semaphore.acquire()),
    () => withTimeout(5, () => semaphore.acquireSync()),
    () => channel.receive(2),
    () => channel.receiveSync(2),
    () => withTimeout(5, () => channel.receive()),
  ]) {
    assert.instance(await thrown(wait), TimeoutError);
  }
  semaphore.release();
  channel.trySend('x');
  assert.is(semaphore.count, 1);
  assert.is(await channel.receive(), 'x');
  assert.instance(await thrown(() => semaphore.acquire(-1)), TypeError);
});

test('2.5 a channel keeps each sender’s order and loses nothing', async () => {
  const channel = new Channel<{ name: string; i: number; text: string }>(4, { bytes: 300 });
  const threads = ['a', 'b'].map(
    (name) => run('locks', 'sends', { args: [channel.shared, name, 500] }).thread,
  );
  const next = { a: 0, b: 0 };
  for (let n = 0; n < 1000; n++) {
    const { name, i, text } = await channel.receive();
    assert.is(i, next[name as 'a']++);
    assert.is(text.length, i % 50);
  }
  await Promise.all(threads.map((thread) => thread.result()));
  assert.equal([next, channel.size], [{ a: 500, b: 500 }, 0]);
});

test('2.5 a channel that is closed gives what it has, then ends; sending is an error', async () => {
  const there = new Channel(2);
  const back = new Channel(2);
  const { thread } = run('locks', 'echoes', { args: [there.shared, back.shared] });
  const sending = (async () => {
    for (let i = 0; i < 100; i++) await there.send(i);
    there.close();
  })();
  const seen: unknown[] = [];
  for await (const value of back) seen.push(value);
  await Promise.all([sending, thread.result()]);
  assert.equal(
    seen,
    Array.from({ length: 100 }, (_, i) => i),
  );
  assert.is(back.tryReceive(), undefined);
  assert.match((await thrown(() => there.send(1))).message, /closed/);
  assert.match((await thrown(() => there.sendSync(1))).message, /closed/);
  assert.match((await thrown(() => back.receive())).message, /closed and empty/);
});

test('2.5 a full channel refuses, and a message that can never fit is an error', async () => {
  const channel = new Channel<string>(2, { bytes: 100 });
  assert.equal(
    [1, 2, 3].map(String).map((s) => channel.trySend(s)),
    [true, true, false],
  );
  assert.instance(await thrown(() => channel.sendSync('x', 1)), TimeoutError);
  assert.match((await thrown(() => channel.trySend('x'.repeat(200)))).message, /the option bytes/);
});

test('2.5 what is no handle, no count and no capacity is refused', async () => {
  for (const Class of [Mutex, Semaphore, Channel]) {
    const error = await thrown(() => Class.from({} as never));
    assert.instance(error, TypeError);
    assert.match(error.message, new RegExp(`${Class.name}.from takes`));
  }
  assert.instance(await thrown(() => new Semaphore(-1)), RangeError);
  assert.instance(await thrown(() => new Channel(0)), RangeError);
});

test('5.3 a group kills and joins its threads at its end', async () => {
  const group = new ThreadGroup();
  const threads = [1, 2].map(() => run('sync', 'catchAll'));
  for (const { thread } of threads) group.add(thread as never);
  await Promise.all(threads.map(({ reached }) => reached(0)));
  await group[Symbol.asyncDispose]();
  assert.ok(threads.every(({ thread }) => !thread.isAlive()));
  assert.equal(await group.join(), Array(2).fill({ status: 'killed', rung: 1 }));
  assert.match((await thrown(() => group.spawn(() => 1))).message, /the group is ending/);
});

test('5.3 a group’s using scope begins the kill', async () => {
  const group = new ThreadGroup({ grace: 60_000 });
  const { thread, reached } = run('sync', 'catchAll');
  group.add(thread as never);
  await reached(0);
  group[Symbol.dispose]();
  assert.equal(await thread.join(), { status: 'killed', rung: 1 });
});

test('5.3 one that fails kills the others, if that was asked for', async () => {
  for (const failFast of [true, false]) {
    const group = new ThreadGroup({ failFast });
    const { thread, reached } = run('sync', 'catchAll');
    group.add(thread as never);
    await reached(0);
    const fails = (): never => {
      throw new RangeError('first');
    };
    const failing = group.spawn(fails, { compile: false });
    assert.is((await failing.join())?.status, 'failed');
    if (!failFast) {
      await sleep(20);
      assert.is(thread.isAlive(), true);
      await group.kill();
    }
    assert.equal(await thread.join(), { status: 'killed', rung: 1 });
  }
});
