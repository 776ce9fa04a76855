/**
 * What becomes of one interrupt (SEMANTICS 1.6).
 *
 * Claim: a delivery leaves `queued` once, and its `settled` promise tells the same as its `state`. Sound because the
 * table below is the only way to change the state, and only the ring's fate cell decides between
 * delivered and withdrawn.
 */
export type DeliveryState = 'queued' | 'delivered' | 'withdrawn' | 'dead';
export type EndState = Exclude<DeliveryState, 'queued'>;

const transitions: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  queued: ['delivered', 'withdrawn', 'dead'],
  delivered: [],
  withdrawn: [],
  dead: [],
};

/** A ticket for an exception that was raised in a thread. */
export interface Delivery {
  /** `delivered`: thrown in the thread. `dead`: the thread ended, or was killed, before. */
  readonly state: DeliveryState;
  /** The end state. Never rejects. */
  readonly settled: Promise<EndState>;
  /** Takes the exception back; false if it is too late. */
  withdraw(): boolean;
}

export class Ticket implements Delivery {
  #state: DeliveryState = 'queued';
  readonly #takeBack: (ticket: Ticket) => boolean;
  #settle!: (state: EndState) => void;
  readonly settled: Promise<EndState>;

  /** `takeBack` says whether the interrupt could be stopped on its way. */
  constructor(takeBack: (ticket: Ticket) => boolean) {
    this.#takeBack = takeBack;
    this.settled = new Promise((resolve) => (this.#settle = resolve));
  }

  get state(): DeliveryState {
    return this.#state;
  }

  withdraw(): boolean {
    if (this.#state !== 'queued' || !this.#takeBack(this)) return false;
    return this.end('withdrawn');
  }

  /** For the mailbox. Says whether the table allows the transition. */
  end(state: EndState): boolean {
    if (!transitions[this.#state].includes(state)) return false;
    this.#state = state;
    this.#settle(state);
    return true;
  }
}
