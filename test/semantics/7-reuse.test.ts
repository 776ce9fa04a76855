/** SEMANTICS 7: a thread that survived an interrupt is as good as new. */
import * as assert from 'uvu/assert';
import { suite } from '../lib/suite.ts';
import { run } from './run.ts';

const test = suite('7 reuse');

test('7 a thread that caught an interrupt takes the next hundred', async () => {
  const { thread, reached } = run('sync', 'collect', { args: [100] });
  await reached(0);
  for (let i = 1; i <= 100; i++) {
    assert.is(await thread.raiseExc(new Error(String(i))).settled, 'delivered');
    await reached(1, i);
  }
  assert.is(((await thread.result()) as string[]).length, 100);
});

test('7 a withdrawn interrupt does not reach the next job, in any lap of the ring (row 16)', async () => {
  const { thread, reached } = run('sync', 'collect', { args: [150] });
  await reached(0);
  let delivered = 0;
  for (let i = 0; delivered < 150; i++) {
    const stale = thread.raiseExc(new Error('stale'));
    const taken = !stale.withdraw();
    if (taken) delivered++;
    else if (delivered < 150) {
      assert.is(await thread.raiseExc(new Error('fresh')).settled, 'delivered');
      delivered++;
    }
    await reached(1, delivered);
  }
  const seen = (await thread.result()) as string[];
  assert.is(seen.length, 150);
});

test('7 a ticket of an earlier lap withdraws nothing of a later one', async () => {
  const { thread, reached } = run('sync', 'collect', { args: [66] });
  await reached(0);
  const old = thread.raiseExc(new Error('old'));
  await old.settled;
  for (let i = 0; i < 64; i++) await thread.raiseExc(new Error('lap')).settled;
  const last = thread.raiseExc(new Error('last'));
  assert.is(old.withdraw(), false);
  assert.is(await last.settled, 'delivered');
  assert.is(((await thread.result()) as string[]).at(-1), 'Error: last');
});
