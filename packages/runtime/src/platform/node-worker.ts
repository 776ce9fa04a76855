/** Node worker threads, the worker's side. */
import { Module } from 'node:module';
import { join } from 'node:path';
import { Script, constants } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import type { Hello } from '../mailbox/messages.ts';
import { portOf } from './node.ts';
import type { WorkerPlatform } from './types.ts';

const { setTimeout: after } = globalThis;
const now = performance.now.bind(performance);
const { apply } = Reflect;
const { exit, stdout, stderr } = {
  exit: process.exit.bind(process),
  // Read late: the getters make the streams.
  stdout: () => process.stdout,
  stderr: () => process.stderr,
};
/** How long a thread that has ended waits for someone to read what it wrote. */
const flushing = 1000;
const loader = (constants as { USE_MAIN_CONTEXT_DEFAULT_LOADER?: number })
  .USE_MAIN_CONTEXT_DEFAULT_LOADER as never;

let silenced = false;
/** At the first `import()` of a script Node warns that its loader is experimental; it has been the same since 20.10. */
function silenceLoader(): void {
  if (silenced) return;
  silenced = true;
  const { emitWarning } = process;
  process.emitWarning = (warning: string | Error, ...rest: []) => {
    if (!String(warning).includes('USE_MAIN_CONTEXT_DEFAULT_LOADER')) emitWarning(warning, ...rest);
  };
}

export const worker: WorkerPlatform = {
  hello(receive) {
    parentPort?.once('message', (hello: Hello<never>) => {
      receive({ ...hello, port: portOf(hello.port) });
    });
  },

  // Listeners of our own come too late or too early: an exit must not reach the program's listeners, which would poll and get it again.
  // A capture callback would do, but then the `domain` module cannot be loaded, and popular packages load it.
  onUncaught(report) {
    const { emit } = process as NodeJS.EventEmitter;
    const patched = function (this: NodeJS.Process, ...args: [string, ...unknown[]]): boolean {
      const name = args[0];
      if (this === process && (name === 'uncaughtException' || name === 'unhandledRejection')) {
        const mayFail = name === 'uncaughtException' && process.listenerCount(name) === 0;
        if (report(args[1], mayFail)) return true;
      }
      return apply(emit, this, args);
    };
    Object.defineProperty(process, 'emit', { value: patched, writable: true, configurable: true });
  },

  onFailedRequire(report) {
    const prototype = Module.prototype as unknown as { require: (id: string) => unknown };
    const { require: original } = prototype;
    prototype.require = function (id) {
      try {
        return apply(original, this, [id]);
      } catch (error) {
        report(error);
        throw error;
      }
    };
  },

  // A file name in the working directory, because what the text imports is looked up from there.
  evaluate(code, name) {
    silenceLoader();
    const filename = join(process.cwd(), `[${name}]`);
    return new Script(code, { filename, importModuleDynamically: loader }).runInThisContext();
  },

  importModule(specifier) {
    // A bare specifier is looked up from the working directory, not from this package.
    if (/^[a-z][a-z+.-]*:/i.test(specifier)) return import(specifier);
    const load = worker.evaluate('(specifier) => import(specifier)', 'import') as (
      specifier: string,
    ) => Promise<Record<string, unknown>>;
    return load(specifier);
  },

  setCompilerOptions(options) {
    process.env['KILLABLE_OPTIONS'] = JSON.stringify(options);
  },

  exit(last, blocked) {
    let open = 2;
    const leave = (): void => {
      last();
      exit(0);
    };
    const done = (): void => {
      if (--open === 0) leave();
    };
    const end = now() + flushing;
    // Nobody reads while the host is blocked, and it waits for this thread to leave.
    const look = (): void => {
      if (now() >= end || blocked()) leave();
      else after(look, 5);
    };
    look();
    stdout().write('', done);
    stderr().write('', done);
  },
};
