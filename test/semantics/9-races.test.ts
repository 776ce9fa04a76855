/**
 * SEMANTICS 9: the races that well-known systems lost, row by row. Where each is tested:
 *
 *  1 every-poll.test.ts; 4-masks (bracket)       9 stress/permits.ts                        17 1-who (1.3), stress/lives.ts
 *  2 4-masks (4.1), model/mailbox.test.ts       10 2-arrival (2.1), model/mailbox.test.ts  18 6-escalation, handles; here
 *  3 stress/senders.ts, model/mailbox.test.ts   11 3-what (3.4), every-poll.test.ts        19 2-arrival (2.8)
 *  4 2-arrival (2.2); here                      12 here; endless/catch-alls.test.ts        20 test/endless (tiers up each shape)
 *  5 2-arrival (2.4), model/mailbox.test.ts     13 4-masks (4.3)                           21 here
 *  6 stress/limits.ts                           14 4-masks (4.1), model/mailbox.test.ts    22 6-escalation (rung 3)
 *  7 here                                       15 4-masks (4.5), 6-escalation (rung 2)
 *  8 2-arrival (2.5)                            16 7-reuse; here
 */
import * as assert from 'uvu/assert';
import { ThreadError } from '@killable/runtime';
import { compile } from '../lib/compile.ts';
import { start, stop, until } from '../lib/run-thread.ts';
import { suite } from '../lib/suite.ts';

const test = suite('9 races');

/** A program whose default export gets a shared log; its first cell says that it runs. */
async function program(body: string): Promise<ReturnType<typeof start>> {
  const source = `import { currentThread, mask, TimeoutError, withTimeout } from '@killable/runtime';
    export default async function (buffer) { const log = new Int32Array(buffer); ${body} }`;
  return start(await compile(source, { extension: 'mjs' }), 4);
}

test('9.4 two between the same polls are both delivered', async () => {
  const { thread, log } = await program(`
    const seen = [];
    mask((restore) => {
      Atomics.store(log, 0, 1);
      Atomics.wait(log, 1, 0); // stalled: no poll
      for (let i = 0; i < 2; i++) {
        try { restore(() => { for (;;); }); } catch (e) { seen.push(e.message); }
      }
    });
    return seen;`);
  await until('it runs', thread, () => Atomics.load(log, 0) === 1);
  const both = [thread.raiseExc(new Error('one')), thread.raiseExc(new Error('two'))];
  Atomics.store(log, 1, 1);
  Atomics.notify(log, 1);
  assert.equal(await thread.result(), ['one', 'two']);
  assert.equal(await Promise.all(both.map(({ settled }) => settled)), ['delivered', 'delivered']);
});

for (const [which, inner, outer] of [
  ['the inner one is earlier', 20, 60_000],
  ['the outer one is earlier', 60_000, 20],
  ['they are equal', 20, 20],
] as const) {
  test(`9.7 of nested limits each turns only its own interrupt into a TimeoutError: ${which}`, async () => {
    const { thread } = await program(`
      const seen = [];
      try {
        withTimeout(${outer}, () => {
          try {
            withTimeout(${inner}, () => { for (;;); });
          } catch (e) {
            seen.push(e instanceof TimeoutError ? 'inner' : 'foreign');
            throw e;
          }
        });
      } catch (e) {
        seen.push(e instanceof TimeoutError, e.message.includes('${inner} ms'));
      }
      return seen;`);
    const [first, isTimeout] = (await thread.result()) as [string, boolean];
    assert.is(first, inner < outer ? 'inner' : 'foreign');
    assert.is(isTimeout, true);
  });
}

test('9.12 a catch-all around an await does not swallow an exit, nor a kill', async () => {
  for (const end of ['terminate', 'kill'] as const) {
    const { thread, log } = await program(`
      const f = async () => { Atomics.store(log, 0, 1); await new Promise((r) => setTimeout(r, 1)); };
      try { while (1) try { await f(); } catch {} } finally { log[2]++; }`);
    await until('it runs', thread, () => Atomics.load(log, 0) === 1);
    void thread[end]();
    assert.is((await thread.join(10_000))?.status, end === 'kill' ? 'killed' : 'terminated');
    assert.is(log[2], 1);
  }
});

test('9.16 a kill at completion has one outcome, and the next thread is not touched by it', async () => {
  for (let i = 0; i < 8; i++) {
    const { thread } = await program('for (let i = 0; i < 1e4; i++) log[1] = i; return log[1];');
    await thread.join(i * 8);
    const outcome = await thread.kill({ grace: 60_000 });
    assert.ok(['returned', 'killed'].includes(outcome.status), outcome.status);
    assert.equal(await thread.join(), outcome);
    const next = await program('return "as new";');
    assert.is(await next.thread.result(), 'as new');
  }
});

test('9.17 an interrupt is never raised in another thread than the one named', async () => {
  const first = await program('return 1;');
  await first.thread.join();
  const second = await program('Atomics.store(log, 0, 1); Atomics.wait(log, 1, 0); return 2;');
  try {
    await until('it runs', second.thread, () => Atomics.load(second.log, 0) === 1);
    assert.throws(
      () => first.thread.raiseExc(Error),
      (e: unknown) => e instanceof ThreadError && /not active/.test(e.message),
    );
    assert.is.not(first.thread.ident, second.thread.ident);
    Atomics.store(second.log, 1, 1);
    Atomics.notify(second.log, 1);
    assert.is(await second.thread.result(), 2);
  } finally {
    await stop(second.thread);
  }
});

test('9.18 a thread that kills itself in a finally is killed, and the finally ends', async () => {
  const { thread, log } = await program(`
    try { throw new Error('replaced'); }
    finally { currentThread().kill({ grace: 60_000 }); for (let i = 0; i < 1e5; i++); log[1] = 1; }`);
  assert.equal(await thread.join(10_000), { status: 'killed', rung: 1 });
  assert.is(log[1], 1);
});

test('9.21 a nested scope restores the one around it', async () => {
  const { thread } = await program(`
    const seen = [];
    try {
      withTimeout(150, () => {
        seen.push(withTimeout(60_000, () => 'inner value'));
        try { withTimeout(5, () => { for (;;); }); } catch (e) { seen.push(e instanceof TimeoutError); }
        for (;;);
      });
    } catch (e) { seen.push(e instanceof TimeoutError); }
    return seen;`);
  assert.equal(await thread.result(), ['inner value', true, true]);
});

test('9.21 limits that are noticed late go off in the order in which they passed', async () => {
  const late = (body: string): string => `
    const seen = [];
    const spin = (ms) => { for (const end = performance.now() + ms; performance.now() < end; ); };
    withTimeout(60_000, () => { spin(50); });
    ${body}
    return seen;`;
  // Nothing polls while the mask lasts, so both limits have passed when it ends.
  const sync = await program(
    late(`try {
      withTimeout(40, () => {
        try { withTimeout(5, () => { mask(() => spin(120)); for (;;); }); } catch (e) { seen.push(e instanceof TimeoutError); }
        for (;;);
      });
    } catch (e) { seen.push(e instanceof TimeoutError); }`),
  );
  assert.equal(await sync.thread.result(), [true, true]);
  const async = await program(
    late(`try {
      await withTimeout(40, async () => {
        try { await withTimeout(5, async () => { const p = new Promise(() => {}); setTimeout(() => mask(() => spin(120))); await p; }); } catch (e) { seen.push(e instanceof TimeoutError); }
        await new Promise(() => {});
      });
    } catch (e) { seen.push(e instanceof TimeoutError); }`),
  );
  assert.equal(await async.thread.result(), [true, true]);
});
