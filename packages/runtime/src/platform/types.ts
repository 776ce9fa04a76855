/** What a platform gives the runtime: workers, a private port to each, and a way to do something soon. */
import type { Hello } from '../mailbox/messages.ts';

export interface Port {
  post(message: unknown, transfer?: readonly unknown[]): void;
  listen(receive: (message: unknown) => void): void;
  /** Messages that have arrived and were not yet listened to. */
  drain(): void;
  close(): void;
}

export interface WorkerHandle {
  readonly ident: number;
  /** Calls back once, when the worker is really gone. */
  onExit(gone: (code: number) => void): void;
  onError(failed: (error: unknown) => void): void;
  terminate(): void;
}

export interface HostPlatform {
  channel(): { mine: Port; theirs: unknown };
  spawn(hello: Hello<unknown>, options: object): WorkerHandle;
  /** Transfers that the user has named in the options. */
  transfers(options: object): readonly unknown[];
  /** The URL of a module of the optional compiler package; throws if it is not installed. */
  compilerModule(subpath: '' | '/register'): string;
  /** `specifier` as the thread will import it. */
  targetSpecifier(specifier: URL | string): string;
  warnOnce(message: string, code: string): void;
  timer(ms: number, run: () => void): { cancel(): void };
  /** A name that nobody guesses. */
  secret(): string;
  /** The channel of that name to all threads of the process. */
  broadcast(name: string): Port;
  /** Two ends of a line; `other` is given to a worker. */
  lifeline(): { end: unknown; other: unknown };
  /** Sets the cell `gone` to 1, and moves the cell `version`, when the owner of a lifeline's other end has ended, even if this thread is blocked. */
  witness(
    end: unknown,
    cells: Int32Array,
    at: { readonly version: number; readonly gone: number },
  ): void;
}

export interface Realm {
  readonly ident: number;
  readonly isMain: boolean;
  soon(run: () => void): void;
}

export interface WorkerPlatform {
  /** Waits for the host's first message. */
  hello(receive: (hello: Hello<Port>) => void): void;
  /** Calls back with every error that no one has caught. `fatal`: no one listens for it either. True: it has been dealt with. */
  onUncaught(report: (error: unknown, fatal: boolean) => boolean): void;
  /** Makes a text into its completion value. */
  evaluate(code: string, name: string): unknown;
  /** Calls back with what each CommonJS module throws while it is evaluated for a `require()`. */
  onFailedRequire(report: (error: unknown) => void): void;
  importModule(specifier: string): Promise<Record<string, unknown>>;
  setCompilerOptions(options: object): void;
  /** Ends the thread when what it has written has left it, or the host is `blocked`, right after a call of `last`. */
  exit(last: () => void, blocked: () => boolean): void;
}
