// deadline: 600s
/**
 * Every case of test/fixtures: its plan and its output are those that were reviewed, both appliers make the same program of it, and
 * the compiled program behaves as `exec.js` says, as the original does. `UPDATE=1` rewrites plans and outputs.
 */
import * as assert from 'uvu/assert';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { report, transform, TransformError, type TransformOptions } from '@killable/transform';
import { goodFixtures, readFixtures, type Fixture } from './lib/fixtures.ts';
import { runProgram, type Ran } from './lib/run-program.ts';
import {
  assertSameProgram,
  babels,
  printThrough,
  variants,
  viaPlugin,
} from './lib/same-program.ts';
import { suite } from './lib/suite.ts';

const update = process.env['UPDATE'] === '1';
const fixtures = goodFixtures();

function compile({ source, file, options }: Fixture, more: TransformOptions = {}): string {
  return transform(source, { ...more, ...options, filename: file }).code;
}

/** Compares a file with what it should hold, or writes it. */
function assertFile(folder: string, file: string, text: string): void {
  const path = join(folder, file);
  if (update && (!existsSync(path) || readFileSync(path, 'utf8') !== text))
    writeFileSync(path, text);
  assert.ok(existsSync(path), `${path} is missing; UPDATE=1 writes it`);
  assert.fixture(readFileSync(path, 'utf8'), text, `${path} is stale; UPDATE=1 rewrites it`);
}

const plans = suite('plans and outputs');
for (const fixture of fixtures) {
  const { name, folder, file, source, options } = fixture;
  plans(`${name} has the plan and the output that were reviewed`, () => {
    const { code, plan } = transform(source, { ...options, filename: file });
    assertFile(folder, 'plan.txt', report(plan, source));
    assertFile(folder, file.replace('input', 'output'), code);
    const known = ['options.json', 'exec.js', 'plan.txt', file, file.replace('input', 'output')];
    assert.equal(
      readdirSync(folder).filter((entry) => !known.includes(entry)),
      [],
      'files of no use',
    );
  });
}
plans('the cases are many, and every kind of site is in one of them', () => {
  assert.ok(fixtures.length >= 60, `${fixtures.length} cases`);
  const kinds = new Set(
    fixtures.flatMap(({ source, file, options }) =>
      transform(source, { ...options, filename: file }).plan.sites.map(({ kind }) => kind),
    ),
  );
  const all = ['loop', 'break', 'each', 'function', 'arrow', 'async', 'async-arrow', 'generator'];
  const more = ['initializer', 'static-block', 'cleanup', 'await', 'for-await', 'yield'];
  const rest = ['yield-star', 'import', 'catch', 'finally', 'reaction'];
  for (const kind of [...all, ...more, ...rest]) assert.ok(kinds.has(kind as never), `no ${kind}`);
});

const same = suite('both appliers');
for (const { name, file, source, options } of fixtures) {
  same(`${name} is the same program by text and by tree`, () => {
    for (const babel of babels) {
      if (!isAccepted(() => printThrough(babel, source, file, [], options.sourceType))) {
        // Babel's own crawl rejects some programs of Annex B: the plugin cannot help that.
        assert.is(name, 'scripts/annex-b');
        continue;
      }
      for (const variant of variants)
        assertSameProgram(babel, source, file, { ...variant, ...options });
    }
  });
}

const behaviour = suite('behaviour');
for (const fixture of fixtures.filter(({ exec }) => exec)) {
  const { name, folder, file, source, options } = fixture;
  behaviour(`${name} behaves as the original`, async () => {
    const path = pathToFileURL(join(folder, 'exec.js')).href;
    const { default: exec } = (await import(path)) as { default: (ran: Ran) => unknown };
    const texts = [source, ...variants.map((variant) => compile(fixture, variant))];
    if (name !== 'scripts/annex-b') texts.push(viaPlugin(babels[0]!, source, file, options));
    for (const text of new Set(texts)) {
      try {
        await exec(await runProgram(text, fixture));
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`${reason}\nin\n${text}`, { cause: error });
      }
    }
  });
}

const errors = suite('early errors');
for (const { name, file, source } of readFixtures().filter(({ area }) => area === 'early-errors')) {
  errors(`${name} stays an error`, () => {
    try {
      const { code } = transform(source, { filename: file, sourceType: 'script' });
      assert.not.ok(
        isAccepted(() => new Script(code)),
        `accepted as\n${code}`,
      );
    } catch (error) {
      assert.instance(error, TransformError);
      assert.is((error as TransformError).code, 'SYNTAX');
      assert.ok((error as TransformError).line > 0);
    }
  });
}

function isAccepted(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof SyntaxError || (error as Error).name === 'TypeError') return false;
    throw error;
  }
}
