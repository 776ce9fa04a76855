/** The host's side of a handle: what it gives to other threads, and what it hears from them. */
import type { Broadcast } from '../mailbox/messages.ts';
import { host as platform } from '../platform/node.ts';
import type { Port } from '../platform/types.ts';

/** What `thread.share()` gives: send it to another thread, and make it into a `RemoteThread` there with `Thread.from`. */
export interface SharedThread {
  readonly name: string;
  readonly ident: number;
  readonly control: SharedArrayBuffer;
  readonly ring: SharedArrayBuffer;
  readonly channel: string;
  /** Milliseconds that cleanup may hold up an interrupt. */
  readonly cleanup: number;
}

export class Sharing {
  readonly #name: string = platform.secret();
  readonly #shared: Promise<SharedThread>;
  readonly #kill: (grace: number | undefined) => void;
  #announce!: (shared: SharedThread) => void;
  #channel: Port | undefined;

  /** @param kill someone who has a handle asks for the rungs of a kill */
  constructor(kill: (grace: number | undefined) => void) {
    this.#kill = kill;
    this.#shared = new Promise((resolve) => (this.#announce = resolve));
  }

  /** The thread has its mailbox, and its target. */
  announce(shared: Omit<SharedThread, 'channel'>): void {
    this.#announce({ ...shared, channel: this.#name });
  }

  /** @param open has the thread listen to the channel, before anyone has its name */
  async share(open: (channel: string) => void): Promise<SharedThread> {
    const shared = await this.#shared;
    if (this.#channel === undefined) {
      this.#channel = platform.broadcast(this.#name);
      this.#channel.listen((message) => {
        const said = message as Broadcast;
        if (said.type === 'kill') this.#kill(said.grace);
      });
      open(this.#name);
    }
    return shared;
  }

  /** Hears what was said while this thread is blocked. */
  drain(): void {
    this.#channel?.drain();
  }

  close(): void {
    this.#channel?.close();
  }
}
