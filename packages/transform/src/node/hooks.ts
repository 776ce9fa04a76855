/**
 * The loader hooks, in the shape that `module.registerHooks` (synchronous) and `module.register` (on a thread of its own) share:
 * the bodies are written once, for both, over a `next` that may or may not return a promise.
 *
 * The order of loaders is free. Behind another one (tsx) our `next` hands us JavaScript; before it, we hand it JavaScript.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DEFAULT_RUNTIME } from '../options.ts';
import type { Compiler, State } from './compile-loaded.ts';
import { resolveRuntime } from './runtime-path.ts';

export interface LoadResult {
  format?: string | null | undefined;
  source?: string | ArrayBuffer | NodeJS.TypedArray | null | undefined;
  shortCircuit?: boolean | undefined;
}

/** What the hooks do with a file once `next` has answered, or failed to. */
export type Task =
  | { kind: 'done'; result: LoadResult }
  | { kind: 'compile'; source: string; state: State; format: string | null | undefined };

/** The file that the hooks would compile; undefined leaves the module to the others. */
export function fileOf(url: string, compiler: Compiler): string | undefined {
  if (!url.startsWith('file:')) return undefined;
  const file = fileURLToPath(url);
  return compiler.wants(file) ? file : undefined;
}

export function afterLoad(file: string, loaded: LoadResult): Task {
  const { source, format } = loaded;
  // Node reads a CommonJS module that `import` names later, through its own loader, which asks again.
  if (source === null || source === undefined) return { kind: 'done', result: loaded };
  if (!/^(?:module|commonjs)(?:-typescript)?$/.test(format ?? 'module'))
    return { kind: 'done', result: loaded };
  const text =
    typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString('utf8');
  const written =
    format?.endsWith('-typescript') === true ||
    (isTyped(file) && text === readFileSync(file, 'utf8'));
  return {
    kind: 'compile',
    source: text,
    state: written || !isTyped(file) ? 'written' : 'stripped',
    format,
  };
}

/** @throws the error again, unless it only says that Node does not know TypeScript. */
export function afterLoadError(file: string, error: unknown): Task {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_UNKNOWN_FILE_EXTENSION' || !isTyped(file))
    throw error;
  return {
    kind: 'compile',
    source: readFileSync(file, 'utf8'),
    state: 'written',
    format: undefined,
  };
}

/** Whether the file is written in what Node's own loader does not run. */
export function isTyped(file: string): boolean {
  return /\.(?:[cm]?ts|tsx|jsx)$/i.test(file);
}

/** The address for what could not be resolved, or undefined: the error stands. */
export function resolveAgain(
  specifier: string,
  parentURL: string | undefined,
  compiler: Compiler,
): string | undefined {
  const runtime = compiler.options.runtime ?? DEFAULT_RUNTIME;
  if (specifier === runtime) {
    const path = resolveRuntime(runtime);
    return path === undefined ? undefined : pathToFileURL(path).href;
  }
  if (
    parentURL === undefined ||
    !/\.[cm]?tsx?$/i.test(parentURL) ||
    !/^(?:\.\.?\/|\/|file:)/.test(specifier)
  )
    return undefined;
  // TypeScript's habit: a module is imported by the name that it will have when it is JavaScript.
  const named = /\.([cm]?)js(x?)$/i.exec(specifier);
  if (named === null) return undefined;
  const stem = specifier.slice(0, named.index);
  const endings = named[1] === '' ? ['.ts', '.tsx', '.jsx'] : [`.${named[1]}ts`];
  return endings.map((ending) => new URL(stem + ending, parentURL)).find((url) => existsSync(url))
    ?.href;
}
