/** SEMANTICS 6: escalation, and what join says. */
import * as assert from 'uvu/assert';
import { Thread, ThreadError } from '@killable/runtime';
import { suite } from '../lib/suite.ts';
import { call, run, thrown } from './run.ts';

const test = suite('6 escalation');

test('6 rung 1: a poll delivers the kill, finally runs', async () => {
  const { thread, log, reached } = run('sync', 'spin', { grace: 60_000 });
  await reached(0);
  assert.equal(await thread.kill(), { status: 'killed', rung: 1 });
  assert.is(log[1], 1);
});

for (const name of ['endlessCleanup', 'endlessMask']) {
  test(`6 rung 2: masks are ignored after the grace (${name}, row 15)`, async () => {
    const { thread, reached } = run('sync', name);
    await reached(0);
    assert.equal(await thread.kill({ grace: 100 }), { status: 'killed', rung: 2 });
  });
}

test('6 rung 2: a masked await is ended too', async () => {
  const { thread, log, reached } = run('async', 'endlessCleanup');
  await reached(0);
  assert.equal(await thread.kill({ grace: 100 }), { status: 'killed', rung: 2 });
  assert.is(log[1], 1);
});

test('6 rung 3: what no poll reaches is stopped, and is really gone after join (row 22)', async () => {
  const { thread, log, reached } = run('sync', 'deaf');
  await reached(0);
  assert.equal(await thread.kill({ grace: 20 }), { status: 'killed', rung: 3 });
  const frozen = Atomics.load(log, 1);
  await new Promise((resolve) => setImmediate(resolve));
  assert.is(Atomics.load(log, 1), frozen);
});

test('6 a second kill shortens the grace', async () => {
  const { thread, reached } = run('sync', 'deaf');
  await reached(0);
  void thread.kill({ grace: Infinity });
  assert.equal(await thread.kill({ grace: 10 }), { status: 'killed', rung: 3 });
});

test('6 a kill before the thread has begun ends it', async () => {
  const { thread } = run('sync', 'spin', { grace: 60_000 });
  assert.equal(await thread.kill(), { status: 'killed', rung: 1 });
});

test('6 a thread can kill itself; its finally cannot deny it (row 18)', async () => {
  const { thread, log } = run('sync', 'selfKill', { grace: 60_000 });
  assert.equal(await thread.join(), { status: 'killed', rung: 1 });
  assert.equal([log[1], log[2]], [1, 0]);
});

test('6 the outcome of a thread that leaves by process.exit, or returns what cannot be sent, is failed', async () => {
  const left = await thrown(() => call('sync', 'leaves').result());
  assert.instance(left, ThreadError);
  assert.match(left.message, /exit code 5/);
  const uncloneable = await thrown(() => call('sync', 'uncloneable').result());
  assert.instance(uncloneable, ThreadError);
  assert.match(uncloneable.message, /cannot be sent/);
});

test('6 what a thread has written is not lost when it ends, and its timers do not keep it', async () => {
  const script = `import { Thread } from '@killable/runtime';
    const target = new URL(process.argv[1]);
    await new Thread(target, { exportName: 'writes', args: ['x'.repeat(999) + '\\n', 300] }).start().join();`;
  const { spawn } = await import('node:child_process');
  const url = new URL('./targets/sync.mjs', import.meta.url).href;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 20_000,
  });
  let length = 0;
  child.stdout.on('data', (chunk: Buffer) => (length += chunk.length));
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.equal([code, length], [0, 300_000]);
});

test('6 an invalid grace is refused', async () => {
  assert.instance(await thrown(() => new Thread(() => 1, { grace: -1 })), TypeError);
  const { thread, reached } = run('sync', 'spin');
  await reached(0);
  assert.instance(await thrown(() => thread.kill({ grace: NaN })), TypeError);
  await thread.kill();
});

test('5.3 a thread started with a signal is killed when it aborts', async () => {
  const controller = new AbortController();
  const { thread, reached } = run('sync', 'catchAll', { signal: controller.signal });
  await reached(0);
  controller.abort();
  assert.equal(await thread.join(), { status: 'killed', rung: 1 });
  const late = run('sync', 'catchAll', { signal: AbortSignal.abort() });
  assert.is((await late.thread.join())?.status, 'killed');
});
