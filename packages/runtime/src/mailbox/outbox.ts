/**
 * The sender's end of a mailbox: the host's, and the thread's own when it raises in itself.
 *
 * Claim: every interrupt that was accepted ends in exactly one state. Sound because each is in one of two places, `#early` (the thread
 * has not announced its mailbox yet) or `#sent` (it is in the ring), leaves it with its end state, and `close` ends what is left.
 */
import { QueueFullError } from '../errors.ts';
import { encodeError } from './exception.ts';
import { INTERRUPT, SLOTS } from './layout.ts';
import { Ticket } from './delivery.ts';
import type { EndState } from './delivery.ts';
import { checkPayload, fateOf, send, withdraw } from './ring.ts';
import type { Ring } from './ring.ts';
import { ring } from './word.ts';

export interface Mailbox {
  readonly control: Int32Array;
  readonly ring: Ring;
  /** Wakes the thread's event loop. */
  wake(): void;
}

export class Outbox {
  #mailbox: Mailbox | undefined;
  readonly #early = new Map<Ticket, Uint8Array>();
  readonly #sent = new Map<number, Ticket>();
  #bits = 0;

  /** Queues an error class or an error. Throws, and queues nothing, if it is neither, does not fit or finds the queue full. */
  raise(error: unknown): Ticket {
    const payload = encodeError(error);
    checkPayload(payload);
    const mailbox = this.#mailbox;
    if (mailbox === undefined) {
      if (this.#early.size >= SLOTS) throw new QueueFullError();
      const ticket: Ticket = new Ticket(() =>
        this.#early.delete(ticket) ? true : this.#withdraw(ticket),
      );
      this.#early.set(ticket, payload);
      return ticket;
    }
    const ticket = new Ticket((self) => this.#withdraw(self));
    this.#sent.set(send(mailbox.ring, payload), ticket);
    this.ring(INTERRUPT);
    return ticket;
  }

  /** Sets bits of the thread's word now, or as soon as there is one. */
  ring(bits: number): void {
    this.#bits |= this.#mailbox === undefined ? bits : 0;
    if (this.#mailbox === undefined) return;
    ring(this.#mailbox.control, bits);
    this.#mailbox.wake();
  }

  /** The thread has announced its mailbox. */
  open(mailbox: Mailbox): void {
    this.#mailbox = mailbox;
    for (const [ticket, payload] of this.#early) {
      this.#sent.set(send(mailbox.ring, payload), ticket);
      this.#bits |= INTERRUPT;
    }
    this.#early.clear();
    if (this.#bits !== 0) this.ring(this.#bits);
  }

  /** The thread has said what became of a ticket; those of other senders are theirs. */
  settle(ticket: number, state: EndState): void {
    const found = this.#sent.get(ticket);
    this.#sent.delete(ticket);
    found?.end(state);
  }

  /** How many interrupts have no end state yet. */
  get size(): number {
    return this.#early.size + this.#sent.size;
  }

  /** For a sender that the thread does not tell: looks what became of the oldest. They end in order, but for those that were withdrawn. */
  sweep(): void {
    for (const position of this.#sent.keys()) {
      const end = fateOf(this.#mailbox!.ring, position);
      if (end === undefined) return;
      this.settle(position, end);
    }
  }

  /** The thread has ended. */
  close(): void {
    for (const ticket of [...this.#early.keys(), ...this.#sent.values()]) ticket.end('dead');
    this.#early.clear();
    this.#sent.clear();
  }

  #withdraw(ticket: Ticket): boolean {
    for (const [position, found] of this.#sent) {
      if (found !== ticket) continue;
      if (!withdraw(this.#mailbox!.ring, position)) return false;
      this.#sent.delete(position);
      return true;
    }
    return false;
  }
}
