/**
 * uvu's `suite` with what it lacks: a deadline per test, suites that run themselves, skips that give a reason,
 * and a count that a machine can read.
 *
 * Claim: a test that was written is counted as passed, failed or skipped. uvu by itself counts nothing for a
 * suite whose `.run()` is forgotten, prints nothing for a skip, and leaves with success when the event loop
 * empties under a test. Sound because the count is printed when the process exits, however it exits, and
 * everything registered that has not passed by then has failed; `run.ts` takes a missing line for a failure.
 */
import { writeSync } from 'node:fs';
import { inspect } from 'node:util';
import { deadline } from './deadline.ts';
import { reportMark } from './report.ts';
import type { Report } from './report.ts';
import { rest, watch } from './watchdog.ts';

// Told so before it loads, uvu leaves it to us to make the queue and to call `exec`.
const uvuGlobals = globalThis as { UVU_DEFER?: number; UVU_QUEUE?: unknown[] };
uvuGlobals.UVU_DEFER = 1;
uvuGlobals.UVU_QUEUE = [[null]];
const { exec, suite: uvuSuite } = await import('uvu');

type Task = () => unknown;
type Hook = ((task: Task) => void) & { each(task: Task): void };

export interface Suite {
  (title: string, task: Task, options?: { deadline?: number }): void;
  before: Hook;
  after: Hook;
  /** Counts the test as skipped and prints the reason: what the machine lacks, never what the code lacks. */
  skip(title: string, reason: string): void;
}

const defaultDeadline = 30_000;
/** How long a process may live on after its last test: longer means that a test left something running. */
const settling = 5_000;

let registered = 0;
let passed = 0;
let skipped = 0;
let state: 'registering' | 'running' | 'ended' = 'registering';
const runs: (() => void)[] = [];

/** A named group of tests. It runs by itself, after the file's synchronous part. */
export function suite(name: string): Suite {
  const inner = uvuSuite(name);
  const check = (title: string): string => {
    if (state === 'registering') return `${name}: ${title}`;
    throw new Error(`'${name}: ${title}' comes too late: await before the file's first suite(…)`);
  };
  check('the suite itself');
  if (runs.push(inner.run) === 1) setImmediate(() => void runAll());

  const test = (title: string, task: Task, options: { deadline?: number } = {}): void => {
    const what = check(title);
    registered++;
    inner(title, async () => {
      await bounded(what, options.deadline ?? defaultDeadline, task);
      passed++;
    });
  };
  const hook = (kind: 'before' | 'after'): Hook => {
    const wrap = (label: string, task: Task) => () =>
      bounded(`${name}: ${label}`, defaultDeadline, task);
    return Object.assign((task: Task) => inner[kind](wrap(kind, task)), {
      each: (task: Task) => inner[kind].each(wrap(`${kind} each`, task)),
    });
  };
  const skip = (title: string, reason: string): void => {
    skipped++;
    console.log(`SKIPPED ${check(title)}, because ${reason}`);
  };
  return Object.assign(test, { before: hook('before'), after: hook('after'), skip });
}

async function bounded(what: string, ms: number, task: Task): Promise<void> {
  watch(what, ms);
  try {
    await deadline(ms, what, task);
  } catch (error) {
    // uvu breaks off the suite, and prints nothing, over an error whose `details` is no text (Babel's), or over no error.
    const strange =
      !(error instanceof Error) || typeof (error as { details?: unknown }).details === 'object';
    throw strange ? new Error(`threw ${inspect(error)}`, { cause: error }) : error;
  } finally {
    rest();
  }
}

async function runAll(): Promise<void> {
  state = 'running';
  for (const run of runs) run();
  await exec();
  state = 'ended';
  if (passed < registered) process.exit(1);
  const timer = setTimeout(() => {
    const left = process.getActiveResourcesInfo().join(', ');
    console.log(`FAIL the process does not end after its last test; still active: ${left}`);
    process.exit(1);
  }, settling);
  timer.unref();
}

process.on('exit', () => {
  const ended = state === 'ended';
  const report: Report = { passed, failed: registered - passed, skipped, ended };
  if (!ended || report.failed > 0 || registered + skipped === 0) process.exitCode ||= 1;
  writeSync(1, `\n${reportMark}${JSON.stringify(report)}\n`);
});
