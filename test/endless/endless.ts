/**
 * What is asserted of every endless program: `terminate()` ends it, `kill()` ends it at the first rung, and an exception
 * raised in it arrives where the language says. Before `terminate()` the program runs long enough to be optimised (tier-up
 * takes an engine some 10 ms, it gets 300), because a poll is lost in optimised code or nowhere (SEMANTICS, section 9, row 20).
 */
import * as assert from 'uvu/assert';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome, Thread } from '@killable/runtime';
import { compile, scratchFolder } from '../lib/compile.ts';
import { Lanes } from '../lib/lanes.ts';
import { describe, ended, pause, start, stop, until } from '../lib/run-thread.ts';
import { suite } from '../lib/suite.ts';
import { asProgram, CAUGHT, CELLS, CLEANED, moduleOf, RUNNING } from './program.ts';
import type { Family, Program, Raised } from './program.ts';

type Flavour = 'sound' | 'plain';

/** How long a program runs before it is terminated, and before the other interrupts, for which optimisation is no question. */
const WARM = 300;
const LUKEWARM = 80;
/** How long it may take to end: generous, since a failure here means "never". */
const PATIENCE = 8_000;
const DEADLINE = 30_000;

/** Registers every test of a family; three programs run at a time. */
export function endless(family: Family): void {
  const test = suite(`endless ${family.name}`);
  const lanes = new Lanes(3);
  const add = (title: string, task: () => Promise<void>): void => {
    test(title, lanes.add(task), { deadline: DEADLINE });
  };
  for (const [title, given] of Object.entries(family.programs)) {
    const program = asProgram(given);
    for (const flavour of ['sound', 'plain'] as const) {
      if (program.denies) {
        add(`${title}: ends at terminate() or at kill() (${flavour})`, () =>
          denies(program, flavour),
        );
      } else {
        add(`${title}: ends at terminate() (${flavour})`, () => terminates(program, flavour));
      }
    }
    add(`${title}: ends at kill()`, () => kills(program));
    if (!program.denies) add(`${title}: ${raisedTitle(program)}`, () => raises(program));
  }
}

interface Running {
  readonly thread: Thread;
  readonly cleaned: () => number;
  readonly caught: () => number;
}

/** Runs `use` on the program once it is warm. */
async function withProgram(
  program: Program,
  flavour: Flavour,
  use: (running: Running) => Promise<void>,
  { warm = WARM, catching = false } = {},
): Promise<void> {
  const { extension, files } = program;
  const source = moduleOf(program, { catching });
  const url = await compile(source, { extension, files, poll: flavour });
  const file = program.module === undefined ? undefined : logFile(url);
  const { thread, log } = start(url, CELLS);
  const lines = (word: string): number => readFileSync(file!, 'utf8').split(word).length - 1;
  const cell = (index: number): number => Atomics.load(log, index);
  try {
    const isRunning = (): boolean => (file ? lines('running') > 0 : cell(RUNNING) === 1);
    await until('the program is running', thread, isRunning);
    await pause(warm);
    if (!thread.isAlive()) {
      throw new Error(`the program ended by itself: ${describe((await thread.join())!)}`);
    }
    await use({
      thread,
      cleaned: () => (file ? lines('cleaned') : cell(CLEANED)),
      caught: () => cell(CAUGHT),
    });
  } finally {
    await stop(thread);
  }
}

let logs = 0;

/** Gives the module's address the name of a fresh log file. */
function logFile(url: URL): string {
  const file = join(scratchFolder(), `log-${++logs}.txt`);
  closeSync(openSync(file, 'w'));
  url.searchParams.set('log', file);
  return file;
}

async function assertTerminates({ thread, cleaned }: Running): Promise<void> {
  const delivery = thread.terminate();
  const outcome = await ended(thread, PATIENCE, 'terminate()');
  assert.is(outcome.status, 'terminated', describe(outcome));
  assert.is(await delivery.settled, 'delivered');
  assert.is(cleaned(), 1, 'finally ran exactly once');
  assert.is(thread.isAlive(), false);
}

function terminates(program: Program, flavour: Flavour): Promise<void> {
  return withProgram(program, flavour, assertTerminates);
}

/** Rule 3.4: the exit is delivered; where it is superseded the program goes on, and no `finally` supersedes a kill. */
function denies(program: Program, flavour: Flavour): Promise<void> {
  return withProgram(program, flavour, async (running) => {
    const { thread, cleaned } = running;
    assert.is(await thread.terminate().settled, 'delivered');
    if ((await thread.join(WARM)) === undefined) void thread.kill({ grace: PATIENCE * 2 });
    const outcome = await ended(thread, PATIENCE, 'kill()');
    if (outcome.status !== 'terminated') assert.equal(outcome, { status: 'killed', rung: 1 });
    assert.is(cleaned(), 1, 'finally ran exactly once');
  });
}

async function assertKills(program: Program, { thread, cleaned }: Running): Promise<void> {
  // A kill climbs a rung after its grace; a masked program is what the second rung is for.
  void thread.kill({ grace: program.masked ? 1_500 : PATIENCE * 2 });
  const outcome = await ended(thread, PATIENCE, 'kill()');
  const rungs = program.masked === 'sometimes' ? [1, 2] : [program.masked ? 2 : 1];
  assert.is(outcome.status, 'killed');
  assert.ok(outcome.status === 'killed' && rungs.includes(outcome.rung), JSON.stringify(outcome));
  assert.is(cleaned(), 1, 'finally ran exactly once');
}

function kills(program: Program): Promise<void> {
  return withProgram(program, 'sound', (running) => assertKills(program, running), {
    warm: LUKEWARM,
  });
}

const raisedOf = ({ raised, module }: Program): Raised =>
  raised ?? (module === undefined ? 'caught' : 'uncaught');

function raisedTitle(program: Program): string {
  const raised = raisedOf(program);
  switch (raised) {
    case 'caught':
      return 'catches a RangeError, goes on, then ends at terminate()';
    case 'swallowed':
      return 'swallows a RangeError, goes on, then ends at terminate()';
    case 'uncaught':
      return 'fails with a RangeError that nothing catches';
    case 'either':
      return 'takes a RangeError, then ends';
    default:
      return raised satisfies never;
  }
}

function raises(program: Program): Promise<void> {
  const raised = raisedOf(program);
  const use = async (running: Running): Promise<void> => {
    const { thread, caught } = running;
    const delivery = thread.raiseExc(new RangeError('once'));
    assert.is(await delivery.settled, 'delivered');
    if (raised === 'uncaught') {
      assertFailed(await ended(thread, PATIENCE, 'raiseExc()'));
      return;
    }
    if (raised === 'caught') {
      await until('the RangeError is caught', thread, () => caught() > 0);
    }
    const outcome = await thread.join(100);
    if (outcome === undefined && raised !== 'either') {
      await assertTerminates(running);
      // Between its own clauses a program that swallows can be interrupted as well: then it is caught around them.
      assert.ok(caught() <= 1, `caught ${caught()} times`);
    } else if (raised === 'either') {
      if (thread.isAlive()) thread.terminate();
      const end = await ended(thread, PATIENCE, 'terminate()');
      if (end.status !== 'terminated') assertFailed(end);
    } else {
      throw new Error(`the thread ended after a RangeError: ${describe(outcome!)}`);
    }
  };
  return withProgram(program, 'sound', use, { warm: LUKEWARM, catching: true });
}

function assertFailed(outcome: Outcome): void {
  if (outcome.status !== 'failed') throw new Error(`not failed: ${describe(outcome)}`);
  assert.instance(outcome.error, RangeError);
  assert.is((outcome.error as RangeError).message, 'once');
}
