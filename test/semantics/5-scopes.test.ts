/** SEMANTICS 5: scopes, and rows 6, 7 and 21 of section 9. */
import * as assert from 'uvu/assert';
import {
  interruptible,
  mask,
  sleep,
  sleepSync,
  Thread,
  threadSignal,
  TimeoutError,
  withTimeout,
} from '@killable/runtime';
import { compiled } from '../lib/in-realm.ts';
import { suite } from '../lib/suite.ts';
import { run, thrown } from './run.ts';

const test = suite('5 scopes');
const forever = compiled<() => never>('() => { for (;;); }');
const never = new Promise<never>(() => {});
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('5.1 a time limit ends synchronous code on the main thread', async () => {
  const error = await thrown(() => withTimeout(5, forever));
  assert.instance(error, TimeoutError);
  assert.match(error.message, /\[killable\] the time limit of 5 ms has passed/);
  assert.match((error.cause as Error).stack!, /evalmachine|in-realm/);
});

test('5.1 it ends a blocked sleep, a suspended await and an await of uncompiled code', async () => {
  assert.instance(await thrown(() => withTimeout(5, () => sleepSync(60_000))), TimeoutError);
  assert.instance(await thrown(() => withTimeout(5, () => sleep(60_000))), TimeoutError);
  assert.instance(await thrown(() => withTimeout(5, () => never)), TimeoutError);
  const raw = async (): Promise<void> => void (await never);
  assert.instance(await thrown(() => withTimeout(5, raw)), TimeoutError);
});

test('5.1 it ends code in a thread', async () => {
  const thread = new Thread(
    async () => {
      const name = '@killable/runtime';
      const { withTimeout } = (await import(name)) as typeof import('@killable/runtime');
      try {
        withTimeout(5, () => {
          for (;;);
        });
      } catch (e) {
        return (e as Error).name;
      }
      return 'no error';
    },
    { compile: true },
  );
  assert.is(await thread.start().result(), 'TimeoutError');
});

test('5.1 the result, or the error, of what is in time goes through', async () => {
  assert.is(
    withTimeout(60_000, () => 7),
    7,
  );
  assert.is(await withTimeout(60_000, async () => 8), 8);
  const own = new RangeError('own');
  const fail = (): never => {
    throw own;
  };
  assert.is(await thrown(() => withTimeout(60_000, fail)), own);
  assert.is(await thrown(() => withTimeout(60_000, async () => fail())), own);
  assert.is(
    withTimeout(Infinity, () => 9),
    9,
  );
});

test('5.1 a limit of 0 has passed at the first poll', async () => {
  assert.instance(await thrown(() => withTimeout(0, forever)), TimeoutError);
});

test('5.1 what is no time and what is no function is refused', async () => {
  for (const wrong of [-1, NaN, '5', undefined]) {
    const error = await thrown(() => withTimeout(wrong as never, () => 1));
    assert.instance(error, TypeError);
    assert.match(error.message, /withTimeout takes milliseconds/);
  }
  assert.match((await thrown(() => withTimeout(5, 7 as never))).message, /takes a function/);
});

test('5.1 finally runs, and the interrupt can be caught: then the value counts', async () => {
  const seen: string[] = [];
  const work = compiled<(seen: string[]) => string>(
    "(seen) => { try { for (;;); } catch (e) { seen.push(e.name); } finally { seen.push('finally'); } return 'kept'; }",
  );
  assert.is(
    withTimeout(5, () => work(seen)),
    'kept',
  );
  assert.equal(seen, ['TimeLimit', 'finally']);
});

test('5.1 in async code the innermost call is interrupted first', async () => {
  const order: string[] = [];
  const outer = compiled<(order: string[], never: Promise<never>) => Promise<void>>(`
    async (order, never) => {
      const inner = async () => { try { await never; } finally { order.push('inner'); } };
      try { await inner(); } finally { order.push('outer'); }
    }`);
  assert.instance(await thrown(() => withTimeout(5, () => outer(order, never))), TimeoutError);
  assert.equal(order, ['inner', 'outer']);
});

test('5.1 an async call that spins after an await is interrupted', async () => {
  const spin = compiled<() => Promise<void>>('async () => { await null; for (;;); }');
  assert.instance(await thrown(() => withTimeout(5, spin)), TimeoutError);
});

test('5.1 a call that nobody awaits does not keep the interrupt from its caller', async () => {
  const work = compiled<(never: Promise<never>) => Promise<void>>(`
    async (never) => {
      const detached = (async () => { await never; })();
      detached.catch(() => {});
      await never;
    }`);
  assert.instance(await thrown(() => withTimeout(5, () => work(never))), TimeoutError);
});

test('5.1 the interrupt reaches only code inside the scope', async () => {
  const outside = compiled<(ms: number) => Promise<string>>(`
    async (ms) => { await null; for (const end = performance.now() + ms; performance.now() < end;); return 'whole'; }`);
  const inside = thrown(() => withTimeout(5, () => sleep(60_000)));
  assert.is(await outside(40), 'whole');
  assert.instance(await inside, TimeoutError);
});

test('5.1 many concurrent scopes each get their own', async () => {
  const all = Array.from({ length: 200 }, (_, i) =>
    withTimeout(i % 2 === 0 ? 1 + (i % 20) : 60_000, () =>
      i % 2 === 0 ? sleep(60_000) : sleep(30),
    ).then(
      () => 'value',
      (e: unknown) => (e instanceof TimeoutError ? 'limit' : String(e)),
    ),
  );
  assert.equal(
    await Promise.all(all),
    Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 'limit' : 'value')),
  );
});

test('5.1 a mask holds the interrupt up; the scope that ended under it has withdrawn it', async () => {
  const wait = compiled<(ms: number) => string>(
    "(ms) => { for (const end = performance.now() + ms; performance.now() < end;); return 'whole'; }",
  );
  assert.is(
    mask(() => withTimeout(5, () => wait(60))),
    'whole',
  );
  const after: string[] = [];
  const error = await thrown(() =>
    withTimeout(5, () => {
      after.push(mask(() => wait(60)));
      after.push('not reached');
    }),
  );
  assert.instance(error, TimeoutError);
  assert.equal(after, []); // the mask's end is a poll
  wait(20); // and nothing is left
});

test('5.1 cleanup that does not end is interrupted when its budget is spent', async () => {
  const work = compiled<() => void>('() => { try { for (;;); } finally { for (;;); } }');
  const error = await thrown(() => withTimeout(500, () => withTimeout(5, work)));
  assert.instance(error, TimeoutError);
  assert.match(error.message, /500 ms/);
});

test('5.1 a limit near the duration fires in the scope or not at all (row 6)', async () => {
  const wait = compiled<(ms: number) => string>(
    "(ms) => { for (const end = performance.now() + ms; performance.now() < end;); return 'value'; }",
  );
  const ends = { value: 0, limit: 0 };
  for (let i = 0; i < 10_000; i++) {
    const ms = (i % 20) / 40;
    try {
      ends[withTimeout(ms, () => wait(ms)) as 'value']++;
    } catch (e) {
      if (!(e instanceof TimeoutError)) throw e;
      ends.limit++;
    }
    wait(0); // what escaped would come here
  }
  assert.is(ends.value + ends.limit, 10_000);
});

test('5.1 the same in async code (row 6, row 8)', async () => {
  const wait = compiled<(later: (ms: number) => Promise<void>, ms: number) => Promise<string>>(
    "async (later, ms) => { await later(ms); return 'value'; }",
  );
  let ended = 0;
  const one = async (i: number): Promise<void> => {
    const ms = 1 + (i % 4);
    try {
      assert.is(await withTimeout(ms, () => wait(later, ms)), 'value');
    } catch (e) {
      assert.instance(e, TimeoutError);
    }
    ended++;
  };
  for (let i = 0; i < 20; i++) await Promise.all(Array.from({ length: 100 }, (_, j) => one(j)));
  assert.is(ended, 2000);
});

test('5.1 of two limits that pass at once the outer one counts (row 7)', async () => {
  for (let i = 0; i < 100; i++) {
    let inner: unknown;
    const error = await thrown(() =>
      withTimeout(1, () => {
        try {
          withTimeout(1.000001, forever);
        } catch (e) {
          inner = e;
          throw e;
        }
      }),
    );
    assert.instance(error, TimeoutError);
    // Whichever came first: the inner scope has thrown its own limit or passed the outer one's on.
    assert.ok(inner === error.cause || /1\.000001/.test((inner as Error).message));
  }
});

test('5.1 an inner scope passes the outer one’s interrupt on (row 7)', async () => {
  let inner: unknown;
  const error = await thrown(() =>
    withTimeout(5, () => {
      try {
        withTimeout(60_000, forever);
      } catch (e) {
        inner = e;
        throw e;
      }
    }),
  );
  assert.instance(error, TimeoutError);
  assert.match(error.message, / 5 ms/);
  assert.is(inner, error.cause);
  assert.is.not((inner as Error).name, 'TimeoutError');
  const asynchronous = await thrown(() => withTimeout(5, () => withTimeout(60_000, () => never)));
  assert.match(asynchronous.message, / 5 ms/);
});

test('5.1 a scope that ended leaves the one around it as it was (row 21)', async () => {
  const error = await thrown(() =>
    withTimeout(1500, () => {
      for (let i = 0; i < 3; i++) {
        try {
          withTimeout(2, forever);
        } catch (e) {
          assert.match((e as Error).message, / 2 ms/);
        }
        withTimeout(60_000, () => i);
      }
      forever();
    }),
  );
  assert.match(error.message, / 1500 ms/);
});

test('5.2 the signal’s reason is thrown, as it is', async () => {
  const reason = new RangeError('enough');
  const stop = new AbortController();
  const ending = thrown(() => interruptible(stop.signal, () => sleep(60_000)));
  stop.abort(reason);
  assert.is(await ending, reason);
  let ran = false;
  assert.is(await thrown(() => interruptible(stop.signal, () => (ran = true))), reason);
  assert.is(ran, false);
});

test('5.2 synchronous code that causes the abort is interrupted at its next poll', async () => {
  const stop = new AbortController();
  const work = compiled<(stop: AbortController) => never>('(stop) => { stop.abort(); for (;;); }');
  assert.is((await thrown(() => interruptible(stop.signal, () => work(stop)))).name, 'AbortError');
});

test('5.2 an abort after the scope’s end does nothing', async () => {
  const stop = new AbortController();
  assert.is(await interruptible(stop.signal, async () => 5), 5);
  stop.abort();
  await sleep(5);
  assert.match((await thrown(() => interruptible({} as never, () => 1))).message, /AbortSignal/);
});

test('5.2 complete and abort in one tick: the value xor the reason (row 8)', async () => {
  for (const first of ['value', 'abort']) {
    const stop = new AbortController();
    let finish!: (value: string) => void;
    const work = new Promise<string>((resolve) => (finish = resolve));
    const end = interruptible(stop.signal, () => work).catch((e: Error) => e.name);
    if (first === 'abort') stop.abort();
    finish('value');
    if (first === 'value') stop.abort();
    assert.is(await end, 'value');
  }
});

test('5.2 threadSignal() aborts with the interrupt as its reason, and is fresh afterwards', async () => {
  const seen: unknown[] = [];
  const work = compiled<(signal: () => AbortSignal, never: unknown, seen: unknown[]) => unknown>(`
    async (signal, never, seen) => {
      const first = signal();
      seen.push(first, signal() === first);
      try { await never; } catch (e) { seen.push(e); }
      await null;
      seen.push(first.aborted, signal() !== first, signal().aborted);
    }`);
  const unaffected = compiled<
    (signal: () => AbortSignal, never: unknown, got: AbortSignal[]) => Promise<void>
  >('async (signal, never, got) => { got.push(signal()); await never; }');
  const got: AbortSignal[] = [];
  void unaffected(threadSignal, never, got);
  // A limit of a few ms may pass before the work has come to its await.
  const stop = new AbortController();
  const end = interruptible(stop.signal, () => work(threadSignal, never, seen));
  stop.abort();
  await end;
  const [first, same, error, ...rest] = seen as [AbortSignal, boolean, Error, ...boolean[]];
  assert.is(same, true);
  assert.is(first.reason, error);
  assert.equal(rest, [true, true, false]);
  assert.is(got[0]!.aborted, false);
});

test('5.3 a thread with a signal is killed when it aborts, also before it runs', async () => {
  const stop = new AbortController();
  const { thread, reached } = run('sync', 'catchAll', { signal: stop.signal });
  await reached(0);
  stop.abort();
  assert.equal(await thread.join(), { status: 'killed', rung: 1 });
  const early = run('sync', 'catchAll', { signal: stop.signal });
  assert.is((await early.thread.join())?.status, 'killed');
});
