/**
 * Runs a script of `random-program.ts` in a fresh realm and writes down all that an onlooker can see of it: the trace, the
 * completion value or the error, and what its promise comes to. Two programs that are the same make the same text.
 */
import '@killable/runtime/abi';
import { createContext, runInContext } from 'node:vm';

const key = Symbol.for('@killable/runtime/abi/1');
/** A program that traces more than this is ended, at the same place whether compiled or not. */
const maxTraces = 400;

export async function observe(code: string): Promise<string> {
  const seen: string[] = [];
  const sandbox = createContext({
    t: (label: number | string, value: unknown) => {
      if (seen.push(`${label} ${show(value)}`) > maxTraces) throw new Error('own: too many traces');
      return value;
    },
    n: (value: unknown) => (typeof value === 'number' ? value : show(value)),
    pass: (value: unknown) => value,
    error: (number: number) => new RangeError(`own: ${number}`),
    probe,
    run: (f: () => unknown) => drain(f, seen),
    runAll: async (...fs: (() => unknown)[]) => {
      for (const f of fs) seen.push(`ran ${show(await drain(f, seen))}`);
    },
  });
  (sandbox as Record<symbol, unknown>)[key] = (globalThis as Record<symbol, unknown>)[key];
  try {
    const value = runInContext(code, sandbox, { timeout: 10_000 }) as unknown;
    seen.push(`value ${value instanceof Object && 'then' in value ? 'promise' : show(value)}`);
    seen.push(`settled ${show(await value)}`);
  } catch (error) {
    seen.push(`error ${show(error)}`);
  }
  return seen.join('\n');
}

/** Calls a function of whatever kind and goes through all it yields; every other value is sent back in. */
async function drain(f: () => unknown, seen: string[]): Promise<unknown> {
  let result: unknown;
  try {
    result = await f();
    const iterator = result as Partial<AsyncIterator<unknown>> | undefined;
    for (let i = 0; typeof iterator?.next === 'function' && i < 20; i++) {
      const step = await iterator.next(i);
      seen.push(`step ${show(step)}`);
      if (step.done === true) return step.value;
    }
    if (typeof iterator?.return === 'function')
      seen.push(`return ${show(await iterator.return(7))}`);
  } catch (error) {
    seen.push(`caught ${show(error)}`);
  }
  return result;
}

function probe(C: new () => Record<string, unknown>): string {
  const o = new C();
  return [
    C.name,
    C.length,
    show((C as unknown as { s: unknown }).s),
    show(o),
    show(o['g']),
    show(o['k']),
  ].join(' ');
}

/** Never a function's source text: that is where the polls show. */
function show(value: unknown, depth = 0): string {
  if (typeof value === 'function') return `function ${value.name}/${value.length}`;
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 30));
  if (typeof value !== 'object' || value === null) return String(value);
  const { name, message } = value as { name?: unknown; message?: unknown };
  // An engine's message quotes the code.
  if (typeof message === 'string')
    return `${String(name)} ${message.startsWith('own') ? message : ''}`;
  if (depth > 3) return '…';
  if (typeof (value as { next?: unknown }).next === 'function') return 'iterator';
  if (Array.isArray(value)) return `[${value.map((item) => show(item, depth + 1)).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([k, v]) => `${k}: ${show(v, depth + 1)}`)
    .join(', ')}}`;
}
