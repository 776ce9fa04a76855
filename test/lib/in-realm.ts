/** Compiles a text as a script and runs it here, so that a test's own thread has compiled code. */
import '@killable/runtime/abi';
import { runInThisContext } from 'node:vm';
import { transform } from '@killable/transform';

/** @param code an expression; the value is its value. */
export function compiled<T>(code: string): T {
  const options = { sourceType: 'script', target: 'node20', sourceMap: false } as const;
  return runInThisContext(transform(`(${code}\n)`, options).code) as T;
}
