/**
 * The cleanup budget of a sender (SEMANTICS 4.5): cleanup may hold an interrupt up for that long; then, and each budget later, it is rung
 * again without the compiler's masks. One timer for all of a sender's interrupts: the budget is the same, so they fall due in order.
 */
import type { Ticket } from '../mailbox/delivery.ts';
import { INTERRUPT, OVERDUE } from '../mailbox/layout.ts';
import { after, type Timer } from './timers.ts';

interface Watched {
  readonly ticket: Ticket;
  readonly due: number;
}

export class Overdue {
  readonly #budget: number;
  readonly #ring: (bits: number) => void;
  readonly #watched = new Set<Watched>();
  #timer: Timer | undefined;

  /** @param budget milliseconds */
  constructor(budget: number, ring: (bits: number) => void) {
    this.#budget = budget;
    this.#ring = ring;
  }

  watch(ticket: Ticket): void {
    if (this.#budget === Infinity) return;
    this.#forget();
    this.#watched.add({ ticket, due: performance.now() + this.#budget });
    this.#timer ??= after(this.#budget, () => this.#look());
  }

  end(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#watched.clear();
  }

  /** The oldest have arrived. */
  #forget(): void {
    for (const watched of this.#watched) {
      if (watched.ticket.state === 'queued') return;
      this.#watched.delete(watched);
    }
  }

  #look(): void {
    this.#timer = undefined;
    this.#forget();
    const time = performance.now();
    const late: Watched[] = [];
    for (const watched of this.#watched) {
      if (watched.due > time) break;
      late.push(watched);
    }
    // Behind the loop, which a budget of 0 would never let end.
    for (const watched of late) {
      this.#watched.delete(watched);
      this.#watched.add({ ticket: watched.ticket, due: time + this.#budget });
    }
    if (late.length > 0) this.#ring(INTERRUPT | OVERDUE);
    const [next] = this.#watched;
    if (next !== undefined) this.#timer = after(next.due - time, () => this.#look());
  }
}
