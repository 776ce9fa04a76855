/**
 * Makes the thread's target into a function.
 *
 * A function's text is strict code, as in the module that it was written in most likely, and it stands alone: names that it does not bind are looked
 * up in this thread's globals. Code that a build plugin has compiled already mentions the plugin's names for the ABI; it finds them
 * as parameters around it.
 */
import { ThreadError } from '../errors.ts';
import type { Target } from '../mailbox/messages.ts';
import type { WorkerPlatform } from '../platform/types.ts';

type TargetFunction = (...args: unknown[]) => unknown;

/** What the compiler calls the ABI's exports, unless a name was taken. */
const names =
  'word:$w,poll:$p,fuel:$n,tick:$t,enter:$e,leave:$l,suspend:$a,resume:$r,park:$k,iterate:$i,imported:$o,disposal:$v,delegate:$j,guard:$g,guardExit:$x,mask:$m,unmask:$u,reaction:$h,strip:$b,charge:$d,passed:$s';
const given: ReadonlySet<string> = new Set(names.split(',').map((pair) => pair.split(':')[1]!));

export async function load(
  target: Target,
  platform: WorkerPlatform,
  name: string,
): Promise<TargetFunction> {
  if (target.kind === 'text') return evaluate(target, platform, name);
  const { specifier, exportName, register, options } = target;
  if (register !== undefined) {
    platform.setCompilerOptions(options ?? {});
    await platform.importModule(register);
  }
  const module = await platform.importModule(specifier);
  const found = module[exportName] ?? ofCommonJS(module, exportName);
  if (typeof found === 'function') return found as TargetFunction;
  const known = Object.keys(module).join(', ') || 'nothing';
  throw new ThreadError(
    `[killable] the module '${specifier}' exports no function '${exportName}'; it exports ${known}. Name one with the option exportName`,
  );
}

/** A CommonJS module whose exports Node could not foresee has them on its default. */
function ofCommonJS(module: Record<string, unknown>, exportName: string): unknown {
  const { default: all } = module;
  return typeof all === 'object' && all !== null
    ? (all as Record<string, unknown>)[exportName]
    : undefined;
}

function evaluate(
  { code, compiled, free }: Target & { kind: 'text' },
  platform: WorkerPlatform,
  name: string,
): TargetFunction {
  const outside =
    free?.filter((variable) => !(variable in globalThis) && !given.has(variable)) ?? [];
  if (outside.length > 0) throw closesOver(outside);
  // On one line, so that the lines of the text keep their numbers. The block keeps the names of the compiled text its own.
  const text = compiled
    ? `'use strict';{${code}\n}`
    : `'use strict';(({${names}})=>(${code}\n))(globalThis[Symbol.for('@killable/runtime/abi/1')])`;
  const found = platform.evaluate(text, name);
  if (typeof found === 'function') return found as TargetFunction;
  const method = Object.values(found ?? {})[0] as unknown;
  if (typeof method === 'function') return method as TargetFunction;
  throw new ThreadError(
    '[killable] the target is no function when its text is evaluated in the thread; use a module instead',
  );
}

/** @see SEMANTICS 1.1: the target stands alone. */
export function closesOver(variables: readonly string[], cause?: unknown): ThreadError {
  const list = variables.map((variable) => `'${variable}'`).join(', ');
  return new ThreadError(
    `[killable] the target uses ${list} from outside: only its text is sent to the thread, without the variables around it. Pass ${variables.length > 1 ? 'them' : 'it'} in args, import inside with await import(…), or make the target a module`,
    { cause },
  );
}

/** A `ReferenceError` of a target that was sent as text, made into an error that says why. */
export function explain(error: unknown, target: Target): unknown {
  if (target.kind !== 'text' || !(error instanceof ReferenceError)) return error;
  const variable = /^(\S+) is not defined$/.exec(error.message)?.[1];
  if (variable === undefined || variable in globalThis) return error;
  return closesOver([variable], error);
}
