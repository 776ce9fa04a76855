/** Threads that other threads raise in, and blocked joins: SEMANTICS 1.3, 1.5, 2.1, 2.5 and 6, row 18 of section 9. */
import * as assert from 'uvu/assert';
import { RemoteThread, Thread, ThreadError, withTimeout, TimeoutError } from '@killable/runtime';
import type { SharedThread } from '@killable/runtime';
import { compile } from '../lib/compile.ts';
import { stop, until } from '../lib/run-thread.ts';
import { suite } from '../lib/suite.ts';
import { thrown } from './run.ts';

const test = suite('handles');
const worker = { execArgv: [] };

/** A compiled module with these exports; `log` is the first argument of each. */
function moduleOf(exports: string): Promise<URL> {
  const imports = `import { Thread, currentThread, mask, sleepSync } from '@killable/runtime';`;
  return compile(`${imports}\n${exports}`, { extension: 'mjs' });
}

const victims = await moduleOf(`
  export function spin(log) {
    Atomics.store(log, 0, 1);
    try { for (;;); } finally { Atomics.add(log, 1, 1); }
  }
  export async function idle(log) {
    Atomics.store(log, 0, 1);
    try { await new Promise(() => setInterval(() => {}, 1000)); } finally { Atomics.add(log, 1, 1); }
  }
  /** Says that it is idle once it has heard all that was sent to it before \`log[2]\` was set: an event loop hears messages between two timers. */
  export async function heard(log) {
    const look = () => setTimeout(Atomics.load(log, 2) === 0 ? look : said, 1);
    const said = () => setTimeout(() => Atomics.store(log, 0, 1), 1);
    look();
    try { await new Promise(() => setInterval(() => {}, 1000)); } finally { Atomics.add(log, 1, 1); }
  }
  export function masked(log) {
    mask(() => { Atomics.store(log, 0, 1); while (Atomics.load(log, 2) === 0); });
  }
  export function forEver(log) {
    mask(() => { Atomics.store(log, 0, 1); for (;;); });
  }
  export async function raise(log, shared, message) {
    const delivery = Thread.from(shared).raiseExc(new RangeError(message));
    return await delivery.settled;
  }
  export async function killIt(log, shared, grace) {
    const other = Thread.from(shared);
    await other.kill({ grace });
    return other.isAlive();
  }
  export function waitFor(log, shared) {
    Atomics.store(log, 0, 1);
    return Thread.from(shared).joinSync();
  }
  export function parent(log, url) {
    const child = new Thread(new URL(url), { exportName: 'spin', args: [log], worker: { execArgv: [] } }).start();
    try { return child.joinSync(); } catch (e) { void child.kill(); return [e.message, child.joinSync()]; }
  }
`);

interface Started {
  thread: Thread<URL, unknown>;
  log: Int32Array;
}

function begin(exportName: string, ...args: unknown[]): Started {
  const log = new Int32Array(new SharedArrayBuffer(32));
  const thread = new Thread(victims, { exportName, args: [log, ...args], worker }).start();
  return { thread, log };
}

async function running(exportName: string): Promise<Started> {
  const started = begin(exportName);
  const { thread, log } = started;
  await until('it runs', thread, () => Atomics.load(log, 0) === 1);
  return started;
}

for (const victim of ['spin', 'idle']) {
  test(`1.3 a thread raises in another (${victim}) through its handle, and hears that it arrived`, async () => {
    const { thread, log } = await running(victim);
    const sender = begin('raise', await thread.share(), 'from afar');
    assert.is(await sender.thread.result(), 'delivered');
    const outcome = await thread.join();
    assert.is(outcome?.status, 'failed');
    assert.is((outcome as { error: Error }).error.message, 'from afar');
    assert.is(log[1], 1);
  });

  test(`1.5 a thread kills another (${victim}) through its handle`, async () => {
    const { thread, log } = await running(victim);
    const killer = begin('killIt', await thread.share(), 60_000);
    assert.is(await killer.thread.result(), false);
    assert.equal(await thread.join(), { status: 'killed', rung: 1 });
    assert.is(log[1], 1);
  });
}

test('6 a kill through a handle climbs the rungs', async () => {
  const { thread } = await running('forEver');
  const killer = begin('killIt', await thread.share(), 50);
  assert.is(await killer.thread.result(), false);
  assert.equal(await thread.join(), { status: 'killed', rung: 2 });
});

test('1.6 what is raised through a handle can be withdrawn, or ends with the thread', async () => {
  const { thread, log } = await running('masked');
  const remote = Thread.from(structuredClone(await thread.share()));
  const [first, second] = [remote.raiseExc(Error), remote.raiseExc(new RangeError('second'))];
  assert.is(first.withdraw(), true);
  assert.is(await first.settled, 'withdrawn');
  void thread.kill({ grace: 60_000 });
  Atomics.store(log, 2, 1);
  assert.is(await second.settled, 'dead');
  assert.is(await remote.join(), true);
  assert.is(remote.isAlive(), false);
});

test('1.3 a handle of a thread that has ended refuses, as the thread does', async () => {
  const { thread } = await running('spin');
  const shared = await thread.share();
  thread.terminate();
  await thread.join();
  assert.instance(await thrown(() => Thread.from(shared).raiseExc(Error)), ThreadError);
  assert.instance(await thrown(() => thread.share()), ThreadError);
  assert.instance(await thrown(() => new Thread(victims).share()), ThreadError);
});

test('1.3 forged handles are refused, and reach nobody', async () => {
  const { thread } = await running('spin');
  try {
    const shared = await thread.share();
    const forged: unknown[] = [
      undefined,
      null,
      7,
      {},
      { ...shared, control: undefined },
      { ...shared, ring: new SharedArrayBuffer(8) },
      { ...shared, control: new ArrayBuffer(shared.control.byteLength) },
      { name: shared.name, ident: shared.ident },
    ];
    for (const handle of forged) {
      assert.instance(await thrown(() => Thread.from(handle as SharedThread)), TypeError);
    }
    // The right ident and shape with memory of one's own is nobody's mailbox.
    const own = Thread.from({
      ...shared,
      control: new SharedArrayBuffer(shared.control.byteLength),
      ring: new SharedArrayBuffer(shared.ring.byteLength),
      channel: 'guessed',
    });
    assert.instance(own, RemoteThread);
    const nowhere = own.terminate();
    assert.is(await thread.join(100), undefined);
    assert.is(nowhere.withdraw(), true);
  } finally {
    await stop(thread);
  }
});

test('9.18 two threads that kill each other are both killed', async () => {
  const ring = await moduleOf(`
    export async function fighter(log, channel) {
      const shared = await new Promise((resolve) => {
        const inbox = new BroadcastChannel(channel);
        inbox.onmessage = ({ data }) => { inbox.close(); resolve(data); };
        Atomics.add(log, 2, 1);
      });
      try {
        // Masked, so that neither is killed before it has killed.
        mask(() => {
          Atomics.add(log, 0, 1);
          while (Atomics.load(log, 0) < 2);
          void Thread.from(shared).kill({ grace: 60_000 });
        });
        for (;;);
      } finally { Atomics.add(log, 1, 1); }
    }
  `);
  const log = new Int32Array(new SharedArrayBuffer(32));
  const names = ['duel a', 'duel b'];
  const threads = names.map((name) =>
    new Thread(ring, { exportName: 'fighter', args: [log, name], worker }).start(),
  );
  await until('both listen', threads[0]!, () => Atomics.load(log, 2) === 2);
  for (const [i, name] of names.entries()) {
    const channel = new BroadcastChannel(name);
    channel.postMessage(await threads[1 - i]!.share());
    channel.close();
  }
  for (const thread of threads) {
    assert.equal(await thread.join(), { status: 'killed', rung: 1 });
  }
  assert.is(log[1], 2, 'both finally blocks ran');
});

test('2.1 joinSync gives the outcome, after the worker is gone', async () => {
  const { thread, log } = await running('spin');
  assert.is(thread.joinSync(20), undefined);
  thread.raiseExc(new RangeError('enough'));
  const outcome = thread.joinSync();
  assert.is(outcome?.status, 'failed');
  assert.is(thread.isAlive(), false);
  assert.is(log[1], 1);
  assert.equal(thread.joinSync(), await thread.join());
});

test('2.1 joinSync of a thread that was started just now', () => {
  const { thread } = begin('waitFor', undefined);
  const outcome = thread.joinSync();
  assert.is(outcome?.status, 'failed', 'a forged handle is a TypeError');
});

for (const [grace, rung] of [
  [60_000, 1],
  [30, 2],
] as const) {
  test(`6 a kill climbs to rung ${rung} while the host is blocked in joinSync`, async () => {
    const { thread } = await running(rung === 1 ? 'spin' : 'forEver');
    void thread.kill({ grace });
    assert.equal(thread.joinSync(), { status: 'killed', rung });
  });
}

test('6 rung 3, and a counter that is frozen when joinSync returns (row 22)', async () => {
  const log = new Int32Array(new SharedArrayBuffer(8));
  const uncompiled = new URL(
    'data:text/javascript,export default (log) => { for (;;) log[0]++; };',
  );
  const thread = new Thread(uncompiled, { args: [log], worker }).start();
  await until('it counts', thread, () => Atomics.load(log, 0) > 0);
  void thread.kill({ grace: 20 });
  assert.equal(thread.joinSync(), { status: 'killed', rung: 3 });
  const frozen = Atomics.load(log, 0);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.is(Atomics.load(log, 0), frozen);
});

test('2.1 joinSync hears of a worker that leaves by itself', async () => {
  const leaving = new URL('data:text/javascript,export default () => process.exit(3);');
  const outcome = new Thread(leaving, { worker }).start().joinSync();
  assert.is(outcome?.status, 'failed');
  assert.match((outcome as { error: Error }).error.message, /left without an outcome/);
});

test('2.5 an interrupt ends a joinSync, and the child can be joined after', async () => {
  const { thread, log } = begin('parent', victims.href);
  await until('the child runs', thread, () => Atomics.load(log, 0) === 1);
  thread.raiseExc(new RangeError('stop waiting'));
  assert.equal(await thread.result(), ['stop waiting', { status: 'killed', rung: 1 }]);
  assert.is(log[1], 1);
});

test('2.1 a limit ends a joinSync', async () => {
  const { thread } = await running('spin');
  assert.instance(await thrown(() => withTimeout(30, () => thread.joinSync())), TimeoutError);
  thread.terminate();
  assert.equal(thread.joinSync(), { status: 'terminated' });
});

test('2.1 joinSync through a handle waits for another thread’s child', async () => {
  const { thread } = await running('spin');
  const waiter = begin('waitFor', await thread.share());
  await until('it waits', waiter.thread, () => Atomics.load(waiter.log, 0) === 1);
  thread.terminate();
  assert.is(await waiter.thread.result(), true);
});

test('1.2 joinSync before start, and before the target was compiled, is a ThreadError', async () => {
  assert.instance(await thrown(() => new Thread(victims).joinSync()), ThreadError);
  const thread = new Thread(() => 1, { compile: true, worker }).start();
  const error = await thrown(() => thread.joinSync());
  assert.instance(error, ThreadError);
  assert.match(error.message, /still being compiled/);
  await thread.share().catch(() => {});
  assert.equal(thread.joinSync(), { status: 'returned', value: 1 });
});

test('4.5 without a budget cleanup holds nothing up, and the host goes on (cleanup: 0)', async () => {
  const log = new Int32Array(new SharedArrayBuffer(32));
  const options = { exportName: 'masked', args: [log], cleanup: 0, worker };
  const thread = new Thread(victims, options).start();
  await until('it runs', thread, () => Atomics.load(log, 0) === 1);
  const [first, second] = [thread.raiseExc(new RangeError('first')), thread.raiseExc(Error)];
  // A person's mask outlives any budget, so both stay overdue, look after look.
  assert.is(await thread.join(50), undefined);
  assert.is(first.state, 'queued');
  Atomics.store(log, 2, 1);
  const outcome = await thread.join();
  assert.is((outcome as { error: Error }).error.message, 'first');
  assert.is(await second.settled, 'dead');
});

test('1.3 a sender that cannot wake an idle thread leaves it to the next', async () => {
  const { thread, log } = begin('heard');
  const shared = await thread.share();
  Atomics.store(log, 2, 1);
  await until('it is idle', thread, () => Atomics.load(log, 0) === 1);
  const { BroadcastChannel } = globalThis;
  const post = BroadcastChannel.prototype.postMessage;
  const remote = Thread.from(shared);
  try {
    BroadcastChannel.prototype.postMessage = () => {
      throw new RangeError('the stack is full');
    };
    assert.instance(await thrown(() => remote.raiseExc(new TypeError('first'))), RangeError);
  } finally {
    BroadcastChannel.prototype.postMessage = post;
  }
  // The host's wake is not taken for one that is under way: both arrive, the second when the cleanup after the first has ended (9.2).
  const delivery = thread.raiseExc(new TypeError('second'));
  const outcome = await thread.join(10_000);
  assert.is(await delivery.settled, 'delivered');
  assert.is((outcome as { error: Error }).error.message, 'second');
  assert.is(log[1], 1);
});
