/**
 * Node worker threads, the host's side and what both sides need.
 *
 * The port to a worker is a channel of our own: `parentPort` and `workerData` stay the user's.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lifeline, watch } from './node-witness.ts';
import {
  BroadcastChannel,
  isMainThread,
  MessageChannel,
  MessagePort,
  receiveMessageOnPort,
  threadId,
  Worker,
  type WorkerOptions,
} from 'node:worker_threads';
import { ThreadError } from '../errors.ts';
import type { HostPlatform, Port, Realm, WorkerHandle } from './types.ts';

const { setImmediate: immediate, setTimeout: after, clearTimeout: cancel } = globalThis;

export const realm: Realm = {
  ident: threadId,
  isMain: isMainThread,
  soon: (run) => void immediate(run),
};

const { apply } = Reflect;
const { postMessage } = MessagePort.prototype;

export function portOf(port: MessagePort): Port {
  let listener: ((message: unknown) => void) | undefined;
  return {
    // Not the port's own method: the program may have patched it.
    post: (message, transfer) =>
      apply(postMessage, port, transfer === undefined ? [message] : [message, transfer]),
    listen(receive) {
      listener = receive;
      port.on('message', receive);
    },
    drain() {
      for (let m = receiveMessageOnPort(port); m; m = receiveMessageOnPort(port)) {
        listener?.(m.message);
      }
    },
    close: () => port.close(),
  };
}

/** A channel to all threads that know its name. It keeps no event loop alive. */
function broadcast(name: string): Port {
  const channel = new BroadcastChannel(name) as unknown as BroadcastChannelOfNode;
  channel.unref();
  let listener: ((message: unknown) => void) | undefined;
  return {
    post: (message) => channel.postMessage(message),
    listen(receive) {
      listener = receive;
      channel.onmessage = ({ data }) => receive(data);
    },
    drain() {
      const port = channel as unknown as MessagePort;
      for (let m = receiveMessageOnPort(port); m; m = receiveMessageOnPort(port)) {
        listener?.(m.message);
      }
    },
    close: () => channel.close(),
  };
}

interface BroadcastChannelOfNode {
  onmessage: (event: { data: unknown }) => void;
  postMessage(message: unknown): void;
  unref(): void;
  close(): void;
}

/** For a worker: what is said on the channel, for as long as it lives. */
export function listenTo(name: string, receive: (message: unknown) => void): void {
  broadcast(name).listen(receive);
}

/** `node -e …` and `--input-type` mean the process's own text; a worker that inherits them does not start. */
function inherited(): WorkerOptions {
  const own = /^(-e|-p|-pe|--eval|--print|--input-type)$/;
  const given = process.execArgv;
  if (!given.some((arg) => own.test(arg.split('=')[0]!))) return {};
  const execArgv: string[] = [];
  for (let i = 0; i < given.length; i++) {
    const [flag = '', value] = given[i]!.split('=');
    if (!own.test(flag)) execArgv.push(given[i]!);
    else if (value === undefined) i++; // its value is the next one
  }
  return { execArgv };
}

/** A bundler that takes the runtime in leaves its worker's files behind. */
function workerProgram(): URL {
  const base = import.meta.url as string | undefined;
  const program = base === undefined ? undefined : new URL('../worker/main.js', base);
  if (program !== undefined && existsSync(program)) return program;
  const advice = "a bundle that starts threads needs '@killable/runtime' among its externals";
  throw new ThreadError(`[killable] the runtime does not find its own worker program: ${advice}`);
}

const warned = new Set<string>();

export const host: HostPlatform = {
  channel() {
    const { port1, port2 } = new MessageChannel();
    return { mine: portOf(port1), theirs: port2 };
  },

  spawn(hello, options): WorkerHandle {
    const worker = new Worker(workerProgram(), {
      ...inherited(),
      ...(options as WorkerOptions),
      // Without `workerData` they belong to the arguments, and are gone already.
      ...((options as WorkerOptions).workerData === undefined && { transferList: [] }),
      eval: false,
      name: hello.name,
    });
    worker.postMessage(hello, [hello.port as MessagePort]);
    return {
      ident: worker.threadId,
      onExit: (gone) => void worker.once('exit', gone),
      onError: (failed) => void worker.on('error', failed),
      terminate: () => void worker.terminate(),
    };
  },

  transfers(options) {
    const { transferList, workerData } = options as WorkerOptions;
    return workerData === undefined ? (transferList ?? []) : [];
  },

  compilerModule(subpath) {
    const name = `@killable/transform${subpath}`;
    try {
      return import.meta.resolve(name);
    } catch {
      // Not beside this package; then perhaps beside the program.
      return pathToFileURL(createRequire(join(process.cwd(), 'x')).resolve(name)).href;
    }
  },

  targetSpecifier(specifier) {
    if (typeof specifier !== 'string') return specifier.href;
    if (specifier.startsWith('/') || /^[a-z]:[\\/]/i.test(specifier))
      return pathToFileURL(specifier).href;
    if (/^\.\.?[\\/]/.test(specifier)) return pathToFileURL(specifier).href; // from the working directory
    return specifier;
  },

  warnOnce(message, code) {
    if (warned.has(code)) return;
    warned.add(code);
    process.emitWarning(message, { code });
  },

  secret: randomUUID,
  broadcast,
  lifeline,
  witness: watch,

  timer(ms, run) {
    const timer = after(run, Math.min(ms, 2 ** 31 - 1));
    timer.unref();
    return { cancel: () => cancel(timer) };
  },
};
