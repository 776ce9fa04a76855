/** SEMANTICS 9.3: interrupts from many threads to one: none lost, doubled or reordered per sender. */
import * as assert from 'uvu/assert';
import { Thread } from '@killable/runtime';
import { threads } from './compiled.ts';

const SENDERS = 4;

export async function senders(interrupts: number): Promise<string> {
  const each = Math.ceil(interrupts / SENDERS);
  const url = await threads();
  const receiver = new Thread(url, {
    exportName: 'receive',
    args: [SENDERS, each],
    worker: { execArgv: [] },
  }).start();
  const shared = await receiver.share();
  const sending = Array.from({ length: SENDERS }, (_, sender) =>
    new Thread(url, {
      exportName: 'send',
      args: [shared, sender, each],
      worker: { execArgv: [] },
    }).start(),
  );
  const full = await Promise.all(sending.map((thread) => thread.result() as Promise<number>));
  assert.equal(await receiver.result(), {
    count: SENDERS * each,
    next: Array<number>(SENDERS).fill(each),
    wrong: [],
  });
  const refused = full.reduce((a, b) => a + b, 0);
  return `${SENDERS * each} interrupts from ${SENDERS} threads; the ring was full ${refused} times`;
}
