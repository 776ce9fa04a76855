/** SEMANTICS 1: who may do what. */
import * as assert from 'uvu/assert';
import { currentThread, registerError, Thread, ThreadError, ThreadExit } from '@killable/runtime';
import { suite } from '../lib/suite.ts';
import { call, run, thrown } from './run.ts';

const test = suite('1 who');

test('1.1 a function is a target: its text runs in the thread', async () => {
  const thread = new Thread((a: number, b: number) => a + b, { args: [20, 22], compile: false });
  assert.is(await thread.start().result(), 42);
});

test('1.1 async functions, generators’ methods and shorthand methods are targets', async () => {
  const object = {
    async later(x: number) {
      return x * 2;
    },
    shorthand(x: number) {
      return x * 3;
    },
  };
  const options = { args: [7], compile: false };
  assert.is(await new Thread(object.later, options).start().result(), 14);
  assert.is(await new Thread(object.shorthand, options).start().result(), 21);
  assert.is(await new Thread(async (x: number) => x, options).start().result(), 7);
});

test('1.1 a module and its export are a target', async () => {
  assert.is(await call('sync', 'quick', 5).result(), 5);
});

test('1.1 a missing export is an error that lists what there is', async () => {
  const error = await thrown(() => call('sync', 'missing').result());
  assert.instance(error, ThreadError);
  assert.match(error.message, /'missing'.*quick/s);
});

test('1.1 a function that uses a variable from outside fails with an error that names it', async () => {
  const outer = 1;
  const error = await thrown(() => new Thread(() => outer, { compile: false }).start().result());
  assert.instance(error, ThreadError);
  assert.match(error.message, /'outer'/);
});

test('1.1 a class, a native function and anything else is refused at once', async () => {
  class C {}
  assert.match((await thrown(() => new Thread(C as never).start())).message, /is a class/);
  assert.match((await thrown(() => new Thread(Math.max).start())).message, /native or bound/);
  assert.instance(await thrown(() => new Thread(7 as never)), TypeError);
});

test('1.1 arguments that cannot be cloned are refused by start()', async () => {
  const thread = new Thread(() => 1, { args: [() => 1], compile: false });
  assert.match((await thrown(() => thread.start())).message, /could not be cloned/);
  assert.is(thread.isAlive(), false);
});

test('1.2 start() twice is a ThreadError', async () => {
  const thread = new Thread(() => 1, { compile: false }).start();
  assert.instance(await thrown(() => thread.start()), ThreadError);
  await thread.join();
  assert.instance(await thrown(() => thread.start()), ThreadError);
});

test('1.2 isAlive() is true from start() until join() resolves', async () => {
  const { thread, reached } = run('sync', 'spin');
  assert.is(thread.isAlive(), true);
  await reached(0);
  assert.is(thread.isAlive(), true);
  thread.terminate();
  await thread.join();
  assert.is(thread.isAlive(), false);
});

test('1.2 join(timeout) gives undefined while the thread runs', async () => {
  const { thread, reached } = run('sync', 'spin');
  await reached(0);
  assert.is(await thread.join(1), undefined);
  assert.is(await thread.join(0), undefined);
  thread.terminate();
  assert.equal(await thread.join(60_000), { status: 'terminated' });
});

test('1.2 many joins at once, before and after the end, get the same outcome', async () => {
  const { thread } = run('sync', 'spin');
  const before = [thread.join(), thread.join(60_000), thread.join()];
  thread.terminate();
  const all = [...(await Promise.all(before)), await thread.join(), await thread.join(0)];
  assert.equal(all, Array(5).fill({ status: 'terminated' }));
});

test('1.2 ident is null, then unique, and stays after the end', async () => {
  const threads = [1, 2, 3].map(() => new Thread(() => 1, { compile: false }));
  assert.equal(
    threads.map(({ ident }) => ident),
    [null, null, null],
  );
  await Promise.all(threads.map((thread) => thread.start().join()));
  const idents = threads.map(({ ident }) => ident);
  assert.is(new Set(idents).size, 3);
  assert.ok(idents.every((ident) => typeof ident === 'number' && ident > 0));
});

test('1.2 names are Thread-N or the given one, and the thread knows its own', async () => {
  const first = new Thread(() => 1);
  const second = new Thread(() => 1);
  assert.match(first.name, /^Thread-\d+$/);
  assert.is.not(first.name, second.name);
  const { thread } = { thread: call('sync', 'selfRaise') };
  const [name, ident] = (await thread.result()) as [string, number];
  assert.is(name, thread.name);
  assert.is(ident, thread.ident);
  assert.is(currentThread().name, 'MainThread');
  assert.is(currentThread().ident, 0);
});

test('1.3 raiseExc takes an error class or an error; anything else is a TypeError that says so', async () => {
  const { thread, reached } = run('sync', 'collect', { args: [2] });
  await reached(0);
  for (const wrong of [1, 'x', null, undefined, {}, () => 1, class {}]) {
    const error = await thrown(() => thread.raiseExc(wrong as never));
    assert.instance(error, TypeError);
    assert.match(error.message, /raiseExc takes an error class or an error/);
  }
  thread.raiseExc(TypeError);
  thread.raiseExc(new RangeError('why'));
  assert.equal(await thread.result(), ['TypeError: ', 'RangeError: why']);
});

test('1.3 on a thread that is not active, raiseExc, terminate and kill are ThreadErrors', async () => {
  const thread = new Thread(() => 1, { compile: false });
  for (const action of [
    () => thread.raiseExc(Error),
    () => thread.terminate(),
    () => thread.kill(),
  ]) {
    const error = await thrown(action);
    assert.instance(error, ThreadError);
    assert.match(error.message, /the thread is not active/);
  }
  await thread.start().join();
  assert.match((await thrown(() => thread.raiseExc(Error))).message, /the thread is not active/);
  assert.match((await thrown(() => thread.terminate())).message, /the thread is not active/);
  assert.equal(await thread.kill(), { status: 'returned', value: 1 });
});

test('1.3 what is raised between start() and the first instruction is not lost', async () => {
  const { thread } = run('sync', 'spin');
  const delivery = thread.raiseExc(new RangeError('early'));
  assert.is(delivery.state, 'queued');
  const outcome = await thread.join();
  assert.is(outcome?.status, 'failed');
  assert.is(await delivery.settled, 'delivered');
});

test('1.3 a thread can raise in itself', async () => {
  const thread = call('sync', 'selfRaise');
  const [, , before, message, after] = (await thread.result()) as string[];
  assert.equal([before, message, after], ['queued', 'to myself', 'delivered']);
});

test('1.4 terminate() ends the thread silently, and its finally runs', async () => {
  const { thread, log, reached } = run('sync', 'spin');
  await reached(0);
  const delivery = thread.terminate();
  assert.equal(await thread.join(), { status: 'terminated' });
  assert.is(delivery.state, 'delivered');
  assert.is(log[1], 1);
  assert.instance(await thrown(() => thread.result()), ThreadExit);
});

test('1.4 a clause that names ThreadExit catches it', async () => {
  const { thread, reached } = run('sync', 'catchExit');
  await reached(0);
  thread.terminate();
  assert.is(await thread.result(), 'caught the exit');
});

test('1.5 kill() passes every clause', async () => {
  for (const [file, name] of [
    ['sync', 'catchAll'],
    ['sync', 'catchExit'],
    ['async', 'catchExit'],
  ] as const) {
    const { thread, reached } = run(file, name);
    await reached(0);
    assert.equal(await thread.kill(), { status: 'killed', rung: 1 });
  }
});

test('1.6 a delivery can be withdrawn while it is queued, and only then', async () => {
  const { thread, reached, go } = run('sync', 'onePoll');
  await reached(0);
  const first = thread.raiseExc(new Error('first'));
  const second = thread.raiseExc(new Error('second'));
  assert.is(first.withdraw(), true);
  assert.is(first.withdraw(), false);
  assert.is(await first.settled, 'withdrawn');
  go(2);
  assert.equal(await thread.result(), ['second', 'nothing']);
  assert.is(await second.settled, 'delivered');
  assert.is(second.withdraw(), false);
  assert.is(second.state, 'delivered');
});

test('1.6 a delivery can be withdrawn before the thread has a mailbox', async () => {
  const { thread, reached, go } = run('sync', 'onePoll');
  const delivery = thread.raiseExc(new Error('early'));
  assert.is(delivery.withdraw(), true);
  await reached(0);
  go(2);
  assert.equal(await thread.result(), ['nothing', 'nothing']);
});

test('1.6 a delivery that finds the thread ended is dead', async () => {
  const { thread, reached } = run('sync', 'deaf');
  await reached(0);
  const delivery = thread.raiseExc(Error);
  await thread.kill({ grace: 10 });
  assert.is(await delivery.settled, 'dead');
  assert.is(delivery.withdraw(), false);
});

test('1.6 a class that was registered under a name may still be raised by an instance', async () => {
  class Overload extends Error {}
  registerError('test/Overload', Overload);
  const { thread, reached } = run('sync', 'collect', { args: [1] });
  await reached(0);
  thread.raiseExc(new Overload('too much'));
  assert.match(((await thread.result()) as string[])[0]!, /too much/);
});
