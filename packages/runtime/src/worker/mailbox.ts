/** The thread's own end of its mailbox: made once per realm, by the worker's boot or when the main thread raises in itself. */
import { decodeError } from '../mailbox/exception.ts';
import { DEAD, TAKEN } from '../mailbox/layout.ts';
import { Outbox } from '../mailbox/outbox.ts';
import type { EndState } from '../mailbox/delivery.ts';
import { createRing, doom, hasMore, take } from '../mailbox/ring.ts';
import type { Ring } from '../mailbox/ring.ts';
import { deliverIdle } from './deliver.ts';
import { state } from './state.ts';

export interface OwnMailbox {
  readonly ring: Ring;
  /** For interrupts that the thread raises in itself. */
  readonly outbox: Outbox;
}

let opened: OwnMailbox | undefined;

/**
 * @param soon does something in a later turn of the event loop
 * @param tell tells the other senders what became of an interrupt
 */
export function openMailbox(
  soon: (run: () => void) => void,
  tell: (ticket: number, state: EndState) => void,
): OwnMailbox {
  if (opened !== undefined) return opened;
  const ring = createRing();
  const outbox = new Outbox();
  const settle = (ticket: number, end: EndState): void => {
    outbox.settle(ticket, end);
    tell(ticket, end);
  };
  state.inbox = {
    take() {
      const taken = take(ring, TAKEN);
      if (taken === undefined) return undefined;
      settle(taken.ticket, 'delivered');
      return decodeError(taken.payload);
    },
    hasMore: () => hasMore(ring),
    drain() {
      doom(ring);
      for (let dead = take(ring, DEAD); dead; dead = take(ring, DEAD)) settle(dead.ticket, 'dead');
    },
  };
  let asked = false;
  state.nudge = () => {
    if (asked) return;
    asked = true;
    soon(() => {
      asked = false;
      deliverIdle();
    });
  };
  state.active++;
  outbox.open({ control: state.word, ring, wake: state.nudge });
  return (opened = { ring, outbox });
}
