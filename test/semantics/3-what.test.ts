/** SEMANTICS 3: what the code sees. The transport of errors has tests of its own (test/mailbox). */
import * as assert from 'uvu/assert';
import { suite } from '../lib/suite.ts';
import { call, run, thrown } from './run.ts';

const test = suite('3 what');

test('3.1 finally runs exactly once', async () => {
  const { thread, log, reached } = run('sync', 'spin');
  await reached(0);
  thread.raiseExc(new RangeError('out'));
  assert.is((await thread.join())?.status, 'failed');
  assert.is(log[1], 1);
});

test('3.2 an error that ends the thread keeps class, message, cause and properties, and says where it was', async () => {
  const error = (await thrown(() => call('sync', 'fails', 'error').result())) as Error & {
    size?: number;
  };
  assert.instance(error, TypeError);
  assert.is(error.message, 'it failed');
  assert.is((error.cause as Error).message, 'because');
  assert.is(error.size, 3);
  assert.match(error.stack ?? '', /sync\.mjs/);
});

test('3.2 a value that is thrown arrives as it is', async () => {
  assert.equal(await call('sync', 'fails', 'value').join(), { status: 'failed', error: 7 });
});

test('3.2 the stack of an interrupt begins where the thread was', async () => {
  const { thread, reached } = run('sync', 'spin');
  await reached(0);
  thread.raiseExc(new RangeError('where'));
  const error = await thrown(() => thread.result());
  assert.match(error.stack ?? '', /^RangeError: where\n\s+at spin \(.*sync\.mjs/);
});

test('3.3 ThreadExit passes ordinary clauses; an ordinary interrupt does not', async () => {
  const { thread, log, reached } = run('sync', 'catchAll');
  await reached(0);
  thread.raiseExc(Error);
  await reached(1);
  thread.terminate();
  assert.equal(await thread.join(), { status: 'terminated' });
  assert.is(log[1], 1);
});

test('3.3 promise reactions follow the same rule', async () => {
  const { thread, reached } = run('async', 'reactions');
  await reached(0);
  thread.raiseExc(Error);
  await reached(1, 1);
  thread.terminate();
  assert.equal(await thread.join(), { status: 'terminated' });
});

test('3.3 Promise.allSettled does not hide an exit', async () => {
  const { thread, reached } = run('async', 'settled');
  await reached(0);
  thread.terminate();
  assert.equal(await thread.join(), { status: 'terminated' });
});

test('3.4 a throw in a finally cannot deny a kill (row 11)', async () => {
  const { thread, reached } = run('sync', 'deny', { grace: 60_000 });
  await reached(0);
  thread.terminate();
  await reached(1);
  assert.is(thread.isAlive(), true);
  assert.equal(await thread.kill(), { status: 'killed', rung: 1 });
});

test('3.4 a return in a finally cannot deny a kill, it can deny a ThreadExit', async () => {
  const first = run('sync', 'denyByReturn');
  await first.reached(0);
  first.thread.terminate();
  assert.is(await first.thread.result(), 'returned instead');
  const second = run('sync', 'denyByReturn');
  await second.reached(0);
  assert.equal(await second.thread.kill(), { status: 'killed', rung: 1 });
});
