/**
 * CommonJS. Every text that Node runs as CommonJS passes `Module.prototype._compile`,
 * whoever has loaded it, so this one place sees JavaScript after all other loaders, tsx included. Node without
 * `module.registerHooks` needs an extension handler for TypeScript on top; one that another loader has installed stays.
 */
import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Compiler } from './compile-loaded.ts';
import { isTyped, resolveAgain } from './hooks.ts';

interface InternalModule {
  _compile(this: unknown, code: string, file: string, format?: string): unknown;
}
interface Internals {
  prototype: InternalModule;
  _extensions: Record<string, ((module: InternalModule, file: string) => void) | undefined>;
  _resolveFilename(
    request: string,
    parent: { filename?: string | null } | null | undefined,
    ...rest: unknown[]
  ): string;
}

const internals = Module as unknown as Internals;
/** Modules whose text our own handler has read, so it is still TypeScript. */
const written = new WeakSet<object>();

/** @param isDone whether this very text comes from another hook of ours. */
export function hookCompile(
  current: () => Compiler,
  isDone: (file: string, code: string) => boolean,
): void {
  const compile = internals.prototype._compile;
  internals.prototype._compile = function (this: object, code, file, format) {
    const compiler = current();
    if (typeof code !== 'string' || !compiler.wants(file) || isDone(file, code))
      return compile.call(this, code, file, format);
    const typed = format?.endsWith('-typescript') === true || written.has(this);
    const loaded = compiler.compileSync(
      code,
      file,
      isTyped(file) && !typed ? 'stripped' : 'written',
    );
    return compile.call(this, loaded.code, file, typed ? loaded.format : format);
  };
}

export function hookCommonJS(current: () => Compiler): void {
  hookCompile(current, () => false);
  const { _resolveFilename: resolveFilename, _extensions: extensions } = internals;

  for (const ending of ['.ts', '.cts', '.tsx', '.jsx']) {
    extensions[ending] ??= (module, file) => {
      written.add(module);
      module._compile(readFileSync(file, 'utf8'), file);
    };
  }

  internals._resolveFilename = function (this: unknown, request, parent, ...rest) {
    try {
      return resolveFilename.call(this, request, parent, ...rest);
    } catch (error) {
      const from = parent?.filename;
      const url = resolveAgain(request, from ? pathToFileURL(from).href : undefined, current());
      if (url === undefined) throw error;
      return fileURLToPath(url);
    }
  };
}
