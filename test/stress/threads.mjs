import { mask, Semaphore } from '@killable/runtime';

/** Compiled by the test before it runs in threads. The receiver opens its mailbox to those whom it gives it to, and to nobody else. */

function forever() {
  for (;;);
}

/** Collects interrupts until each of `senders` has said its last; returns what was wrong. */
export async function receive(port, internals, senders, each) {
  const { openMailbox } = await import(internals.mailbox);
  const { state } = await import(internals.state);
  const { ring } = openMailbox();
  const next = new Array(senders).fill(0);
  const wrong = [];
  let count = 0;
  port.postMessage({ control: state.word.buffer, ring: ring.buffer });
  port.close();
  // Masked but for the waiting: an interrupt at the loop's own poll would end it.
  mask((restore) => {
    while (count < senders * each) {
      try {
        restore(forever);
      } catch (e) {
        const [sender, number] = e.message.split(' ').map(Number);
        if (next[sender] !== number && wrong.length < 10)
          wrong.push(`${sender}: ${number} came in place of ${next[sender]}`);
        next[sender] = number + 1;
        count++;
      }
    }
  });
  return { count, next, wrong };
}

/** Sends `each` numbered interrupts into another thread's mailbox. */
export async function send(internals, { control, ring }, sender, each) {
  const { openRing, send } = await import(internals.ring);
  const { ring: toll } = await import(internals.word);
  const { encodeError } = await import(internals.exception);
  const cells = new Int32Array(control);
  const slots = openRing(ring);
  const nap = new Int32Array(new SharedArrayBuffer(4));
  let full = 0;
  for (let i = 0; i < each; i++) {
    const payload = encodeError(new RangeError(`${sender} ${i}`));
    for (;;) {
      try {
        send(slots, payload);
        break;
      } catch (e) {
        if (e.code !== 'KILLABLE_QUEUE_FULL') throw e;
        full++;
        Atomics.wait(nap, 0, 0, 0.2);
      }
    }
    toll(cells, 1);
  }
  return full;
}

/** Waits for permits over and over, whatever interrupts it. */
export function waitFor(shared, rounds, progress) {
  const semaphore = Semaphore.from(shared);
  let acquired = 0;
  let interrupted = 0;
  mask((restore) => {
    for (let i = 0; i < rounds; i++) {
      try {
        const permit = restore(() => semaphore.acquireSync());
        acquired++;
        permit.release();
      } catch (e) {
        if (e.message !== 'raced') throw e;
        interrupted++;
      }
      Atomics.store(progress, 0, i + 1);
    }
  });
  return { acquired, interrupted };
}
