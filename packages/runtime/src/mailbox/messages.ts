/** What host and worker tell each other over their private port. Types only. */
import type { EndState } from './delivery.ts';

export type Target =
  | {
      kind: 'text';
      code: string;
      /** The text was compiled: it finds the ABI itself. */
      compiled: boolean;
      /** Names that the text does not bind, where they are known. */
      free: readonly string[] | undefined;
    }
  | {
      kind: 'module';
      specifier: string;
      exportName: string;
      /** URL of the module that installs the compiling loader, and its options. */
      register: string | undefined;
      options: object | undefined;
    };

/** The host's one message on the worker's public port: everything else goes over `port`. */
export interface Hello<Port> {
  killable: 1;
  port: Port;
  name: string;
  cleanup: number;
}

export type ToWorker =
  | { type: 'args'; args: unknown[] }
  | { type: 'go'; target: Target }
  | { type: 'fail'; error: Uint8Array }
  | { type: 'wake' }
  /** Another thread may get a handle: its wakes come over this channel. */
  | { type: 'share'; channel: string }
  /** A port to own; it is closed when the worker ends. */
  | { type: 'lifeline'; port: unknown };

/** What the holders of a handle say on its channel: to the thread, and to the thread's host. */
export type Broadcast = { type: 'wake' } | { type: 'kill'; grace: number | undefined };

/** An outcome on its way: errors as bytes, other thrown values as they are. */
export type OutcomeMessage =
  | { status: 'returned'; value: unknown }
  | { status: 'failed'; error: Uint8Array }
  | { status: 'failed'; thrown: unknown }
  | { status: 'terminated' }
  | { status: 'killed'; rung: 1 | 2 };

export type ToHost =
  | { type: 'ready'; control: SharedArrayBuffer; ring: SharedArrayBuffer }
  | { type: 'settled'; ticket: number; state: EndState }
  | { type: 'kill'; grace: number | undefined }
  | { type: 'outcome'; outcome: OutcomeMessage };
