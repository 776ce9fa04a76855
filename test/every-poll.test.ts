// deadline: 600s
/**
 * SEMANTICS 9, the method: an interrupt, a `ThreadExit` and a kill at the k-th moment of a program, for every k.
 *
 * Whatever k: acquired equals released and nothing is released twice; what was fired is delivered exactly once; cleanup runs whole; no
 * ordinary clause sees an exit, no clause at all a kill; and the realm is as new afterwards.
 */
import * as assert from 'uvu/assert';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './lib/compile.ts';
import type { CompileOptions } from './lib/compile.ts';
import { poll as slowPath, word } from './every-poll/counted-abi.ts';
import { runAt } from './lib/run-at-poll.ts';
import type { Kind, Program } from './lib/run-at-poll.ts';
import { suite } from './lib/suite.ts';

const here = join(import.meta.dirname, 'every-poll');
const runtime = new URL('./every-poll/counted-abi.ts', import.meta.url).href;
const builds: Record<string, CompileOptions> = {
  plain: { poll: 'plain', optimize: false },
  optimized: { poll: 'plain', optimize: true },
  sound: { poll: 'sound', optimize: true },
};
const kinds: Kind[] = ['interrupt', 'exit', 'kill'];

interface Family {
  readonly name: string;
  readonly built: [string, Record<string, Program>][];
}

async function load(file: string): Promise<Family> {
  const source = readFileSync(join(here, 'programs', file), 'utf8');
  const built: Family['built'] = [];
  for (const [build, options] of Object.entries(builds)) {
    const url = await compile(source, { ...options, runtime, extension: 'ts' });
    built.push([build, (await import(url.href)) as Record<string, Program>]);
  }
  return { name: file.replace('.ts', ''), built };
}

const families = await Promise.all(readdirSync(join(here, 'programs')).map(load));

/** Every way in which the program breaks a rule, with the k at which it does. */
async function explore(program: Program): Promise<{ runs: number; broken: string[] }> {
  const quiet = await runAt(program);
  const broken = quiet.violations.map((violation) => `no fire: ${violation}`);
  let runs = 1;
  for (const kind of kinds) {
    for (let k = 1; k <= quiet.moments; k++) {
      const { violations } = await runAt(program, kind, k);
      runs++;
      broken.push(...violations.map((violation) => `${kind} at ${k}: ${violation}`));
    }
  }
  return { runs, broken };
}

let programs = 0;
for (const { name, built } of families) {
  const test = suite(name);
  for (const title of Object.keys(built[0]![1])) {
    programs++;
    for (const [build, exported] of built) {
      test(
        `${title}, ${build}: every k`,
        async () => {
          const { runs, broken } = await explore(exported[title]!);
          assert.ok(runs > 6, `only ${runs} runs`);
          assert.equal(broken, []);
        },
        { deadline: 60_000 },
      );
    }
  }
}

const checker = suite('the checker');

checker('at least 40 programs', () => {
  assert.ok(programs >= 40, `${programs} programs`);
});

/** What a compiled call is: a poll. These programs are wrong because no compiler has put their guards in. */
function callee(): void {
  if (word[0] !== 0) slowPath();
}

const leaks: Program = (t) => {
  const held = t.acquire();
  callee();
  held.close();
};
const closesTwice: Program = (t) => {
  const held = t.acquire();
  held.close();
  held.close();
  callee();
};
const swallows: Program = (t) => {
  try {
    callee();
  } catch (e) {
    t.took(e);
  }
};
const forgets: Program = () => {
  try {
    callee();
  } catch {
    // Neither taken nor thrown on.
  }
};

for (const [title, program, expected] of [
  ['a leak', leaks, /acquired 1, released 0/],
  ['a resource that is closed twice', closesTwice, /released twice/],
  ['a clause without a guard', swallows, /an ordinary clause caught a ThreadExit/],
  ['a clause that catches the kill', swallows, /caught the kill/],
  ['an interrupt that vanishes', forgets, /nobody saw it/],
] as const) {
  checker(`${title} is found`, async () => {
    const { broken } = await explore(program);
    assert.ok(
      broken.some((violation) => expected.test(violation)),
      broken.join('\n'),
    );
  });
}
