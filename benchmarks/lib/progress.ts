/** Says on stderr what is being measured: one line that renews itself for a person, nothing for a pipe but finished steps. */
export class Progress {
  readonly #start = performance.now();
  #total: number;
  #done = 0;
  readonly #live: boolean = process.stderr.isTTY;

  constructor(total: number) {
    this.#total = total;
  }

  step(what: string): void {
    this.#done = Math.min(this.#done + 1, this.#total);
    if (!this.#live) return;
    const share = this.#done / this.#total;
    const spent = (performance.now() - this.#start) / 1000;
    const left =
      this.#done > 3 ? ` · ${clock((spent / this.#done) * (this.#total - this.#done))} left` : '';
    const bar = '█'.repeat(Math.round(share * 20)).padEnd(20, '░');
    process.stderr.write(
      `\r\x1b[2K${bar} ${this.#done}/${this.#total}${left} · ${what}`.slice(0, 140),
    );
  }

  /** A line that stays. */
  note(text: string): void {
    process.stderr.write(`${this.#live ? '\r\x1b[2K' : ''}${text}\n`);
  }

  end(): void {
    if (this.#live) process.stderr.write('\r\x1b[2K');
  }
}

function clock(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
