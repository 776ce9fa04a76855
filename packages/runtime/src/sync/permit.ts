/**
 * What a lock or a semaphore gives: gives back exactly once. Where the engine has `Symbol.dispose` it works with `using`.
 *
 * @see Semaphore
 */
export class Permit {
  /** Only declared, and defined below: the engine may lack the symbol, and a member would then be named `undefined`. */
  declare readonly [Symbol.dispose]: () => void;
  #giveBack: (() => void) | undefined;

  constructor(giveBack: () => void) {
    this.#giveBack = giveBack;
  }

  /** Gives it back. A second time does nothing. */
  release(): void {
    const giveBack = this.#giveBack;
    this.#giveBack = undefined;
    giveBack?.();
  }
}

if (typeof Symbol.dispose === 'symbol') {
  Object.defineProperty(Permit.prototype, Symbol.dispose, {
    value: Permit.prototype.release,
    writable: true,
    configurable: true,
  });
}
