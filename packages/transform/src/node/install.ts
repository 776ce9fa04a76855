/**
 * Installs the hooks once per thread. `module.registerHooks` (Node 22.15, 23.5) covers `import` and `require` on this thread; before
 * it, `module.register` covers `import` on a thread of its own and a hook on the CommonJS loader covers `require`.
 */
import * as nodeModule from 'node:module';
import { MessageChannel } from 'node:worker_threads';
import type { HookData } from './async-hooks.ts';
import { hookCommonJS, hookCompile } from './commonjs.ts';
import { Compiler, type RegisterOptions } from './compile-loaded.ts';
import {
  afterLoad,
  afterLoadError,
  fileOf,
  resolveAgain,
  type LoadResult,
  type Task,
} from './hooks.ts';

export type Update = (options: RegisterOptions) => void;

interface Resolved {
  url: string;
  format?: string | null | undefined;
}
interface LoadContext {
  /** Holds 'require' or 'import': who asks. */
  conditions?: readonly string[];
}
interface SyncHooks {
  resolve(
    specifier: string,
    context: { parentURL?: string },
    next: (specifier: string, context: object) => Resolved,
  ): Resolved;
  load(
    url: string,
    context: LoadContext,
    next: (url: string, context: object) => LoadResult,
  ): LoadResult;
}
type RegisterHooks = (hooks: SyncHooks) => void;

/** Returns the function that changes the options for what is loaded from then on. */
export function install(options: RegisterOptions): Update {
  const { registerHooks } = nodeModule as unknown as { registerHooks?: RegisterHooks };
  return registerHooks === undefined
    ? installOnThread(options)
    : installSync(options, registerHooks);
}

function installSync(options: RegisterOptions, registerHooks: RegisterHooks): Update {
  let compiler = new Compiler(options);
  /** What the load hook has answered for a file and the CommonJS loader has not yet run: it needs no second look there. */
  const done = new Map<string, string>();
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        const url = resolveAgain(specifier, context.parentURL, compiler);
        if (url === undefined) throw error;
        return next(url, context);
      }
    },
    load(url, context, next) {
      const file = fileOf(url, compiler);
      if (file === undefined) return next(url, context);
      let task: Task;
      try {
        task = afterLoad(file, next(url, context));
      } catch (error) {
        task = afterLoadError(file, error);
      }
      if (task.kind === 'done') return task.result;
      const { code, format } = compiler.compileSync(task.source, file, task.state);
      const kind = task.format?.replace('-typescript', '') ?? format;
      if (kind !== 'commonjs') return { format: kind, source: code, shortCircuit: true };
      // `import` of a CommonJS module: without a source it goes through the CommonJS loader, which asks again. With one, Node 22
      // runs it with a `require` that cannot load ECMAScript modules.
      if (!context.conditions?.includes('require'))
        return { format: kind, source: null, shortCircuit: true };
      done.set(file, code);
      return { format: kind, source: code, shortCircuit: true };
    },
  });
  hookCompile(
    () => compiler,
    (file, code) => done.get(file) === code && done.delete(file),
  );
  return (next) => (compiler = new Compiler(next));
}

function installOnThread(options: RegisterOptions): Update {
  let compiler = new Compiler(options);
  const { port1, port2 } = new MessageChannel();
  port1.unref();
  const data: HookData = { options, port: port2 };
  // The suffix is this module's own: TypeScript when the sources are run, JavaScript when they are compiled.
  const hooks = new URL(
    import.meta.url.endsWith('.ts') ? './async-hooks.ts' : './async-hooks.js',
    import.meta.url,
  );
  nodeModule.register(hooks, { data, transferList: [port2] });
  hookCommonJS(() => compiler);
  return (next) => {
    compiler = new Compiler(next);
    port1.postMessage(next);
  };
}
