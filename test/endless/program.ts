/**
 * An endless program, and the module that is made of it. A program is written as a few statements that never end; the
 * template below puts them into the thread's target, inside a `try` whose `finally` counts in shared memory.
 */
import type { Extension } from '../lib/compile.ts';

export interface Program {
  /** Statements that never end; `log` and `n` (a number that is 0) are in scope. */
  readonly body?: string;
  /** The same for an async target. */
  readonly async?: string;
  /** Declarations at the module's top level, before the target. */
  readonly head?: string;
  /** Instead of all that: a whole module that never finishes evaluating. It calls `running()`, and `cleaned()` in its `finally`. */
  readonly module?: string;
  readonly extension?: Extension;
  /** Modules beside it, by file name. `globalThis.log` is set when the target imports them. */
  readonly files?: Readonly<Record<string, string>>;
  /** It never leaves a cleanup region that the compiler masks: an interrupt waits for the cleanup budget (rule 4.5). */
  readonly masked?: true | 'sometimes';
  /** Its own `finally` ends abruptly: the language lets that supersede a `ThreadExit`, and only a kill is certain (rule 3.4). */
  readonly denies?: true;
  /** Where a `RangeError` that is raised in it arrives. The default: `'caught'`, or `'uncaught'` for a module. */
  readonly raised?: Raised;
}

/**
 * `'caught'` by a clause around the statements; `'swallowed'` by the program itself; `'uncaught'` in a callback, whose caller is
 * the event loop (rule 2.7), or in a module that is evaluated, whose half nobody may use (rule 2.8); or `'either'` of the three, as chance will have it.
 */
export type Raised = 'caught' | 'swallowed' | 'uncaught' | 'either';

export interface Family {
  readonly name: string;
  /** By title: what the shape is. A string is a `body`. */
  readonly programs: Readonly<Record<string, string | Program>>;
}

/** Cells of the shared log. */
export const RUNNING = 0;
export const CLEANED = 1;
export const CAUGHT = 2;
export const CELLS = 8;

export function asProgram(program: string | Program): Program {
  return typeof program === 'string' ? { body: program } : program;
}

/** The module's text. With `catching`, one loop around the statements catches a `RangeError` and begins them again. */
export function moduleOf(program: Program, { catching = false } = {}): string {
  if (program.module !== undefined) return logOfModule + program.module;
  const extension = program.extension ?? 'js';
  const common = extension === 'cjs' || extension === 'cts';
  const typed = /t/.test(extension);
  const statements = program.async ?? program.body ?? '';
  const keyword = program.async === undefined ? 'function' : 'async function';
  return `${program.head ?? ''}
${common ? 'module.exports =' : 'export default'} ${keyword} target(buffer${typed ? ': SharedArrayBuffer' : ''}) {
  const log = new Int32Array(buffer);
  ${typed ? '(globalThis as any)' : 'globalThis'}.log = log;
  let n = 0;
  Atomics.store(log, ${RUNNING}, 1);
  try {
${catching ? caught(statements) : statements}
  } finally {
    Atomics.add(log, ${CLEANED}, 1);
  }
}
`;
}

const caught = (statements: string): string => `for (;;) {
  try {
    ${statements}
  } catch (error) {
    if (!(error instanceof RangeError) || error.message !== 'once') throw error;
    Atomics.add(log, ${CAUGHT}, 1);
  }
}`;

/** A module that is evaluated has no arguments yet, so it keeps its log in the file that its own address names. */
const logOfModule = `import { appendFileSync } from 'node:fs';
const file = new URL(import.meta.url).searchParams.get('log');
const running = () => appendFileSync(file, 'running\\n');
const cleaned = () => appendFileSync(file, 'cleaned\\n');
`;
