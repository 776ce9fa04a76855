/** The import rules of ARCHITECTURE.md can fire (STYLE rule 15), and hold for this repository. */
import * as assert from 'uvu/assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite } from './lib/suite.ts';

const root = join(import.meta.dirname, '..');

interface Violation {
  rule: { name: string };
  from: string;
  to: string;
}

/** Runs dependency-cruiser with the repository's rules on the `packages` folder in `cwd`. */
function violations(cwd: string): string[] {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(root, '.dependency-cruiser.cjs');
  const args = [cruiser, '--config', config, '--output-type', 'json', 'packages'];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    timeout: 100_000,
    maxBuffer: 1e9,
  });
  assert.ok(stdout.startsWith('{'), stderr);
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } };
  return summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`).sort();
}

const t = 'packages/transform/src';
const r = 'packages/runtime/src';

/** File → the imports that make it a violation, and the rule that must say so. */
const bad: Record<string, [string, ...string[]]> = {
  [`${t}/parse/a.ts`]: ['parse-knows-no-later-phase', '../plan/types.ts'],
  [`${t}/plan/a.ts`]: ['plan-knows-no-applier', '../apply/good.ts'],
  [`${t}/apply/a.ts`]: ['phases-know-no-front-end', '../babel.ts'],
  [`${t}/apply/b.ts`]: ['phases-touch-no-platform', 'node:fs'],
  [`${r}/host/a.ts`]: ['host-knows-no-worker', '../worker/good.ts'],
  [`${r}/worker/a.ts`]: ['worker-knows-no-host', '../host/good.ts'],
  [`${r}/mailbox/a.ts`]: ['mailbox-knows-no-side', '../host/good.ts'],
  [`${r}/errors.ts`]: ['errors-stand-alone', './mailbox/good.ts'],
  [`${r}/host/b.ts`]: ['runtime-has-no-dependency', 'dependency'],
  [`${r}/host/c.ts`]: ['platform-holds-the-platforms', 'node:worker_threads'],
  [`${t}/cli/a.ts`]: ['packages-meet-by-name', '../../../runtime/src/mailbox/good.ts'],
  [`${t}/cli/b.ts`]: ['imports-resolve', './nowhere.ts'],
};
const good: Record<string, string[]> = {
  [`${t}/plan/types.ts`]: [],
  [`${t}/apply/good.ts`]: ['../plan/types.ts'],
  [`${t}/babel.ts`]: ['./apply/good.ts', 'node:fs', 'dependency'],
  [`${r}/mailbox/good.ts`]: [],
  [`${r}/worker/good.ts`]: ['../mailbox/good.ts'],
  [`${r}/host/good.ts`]: ['../mailbox/good.ts', '../platform/node.ts'],
  [`${r}/platform/node.ts`]: ['node:worker_threads'],
  [`${r}/piscina.ts`]: ['dependency'],
  'node_modules/dependency/index.js': [],
};
const cycle = { [`${t}/cli/one.ts`]: ['./two.ts'], [`${t}/cli/two.ts`]: ['./one.ts'] };
// Reported once for each cycle.
const onlyCycle = `no-cycles: ${t}/cli/one.ts`;

function write(folder: string, name: string, imports: string[]): void {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  const lines = imports.map((from) => `export * from '${from}';\n`);
  writeFileSync(file, `${lines.join('')}export const x${name.replace(/\W/g, '_')} = 1;\n`);
}

const test = suite('import boundaries');
const limit = { deadline: 120_000 };

test(
  'every rule fires where it is broken, and nowhere else',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'killable-boundaries-'));
    try {
      writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
      writeFileSync(join(folder, 'tsconfig.json'), '{}');
      for (const [name, imports] of Object.entries({ ...good, ...cycle })) {
        write(folder, name, imports);
      }
      for (const [name, [, ...imports]] of Object.entries(bad)) write(folder, name, imports);
      writeFileSync(
        join(folder, 'node_modules/dependency/package.json'),
        '{ "name": "dependency", "version": "1.0.0", "type": "module", "exports": "./index.js" }',
      );
      const expected = Object.entries(bad).map(([name, [rule]]) => `${rule}: ${name}`);
      assert.equal(violations(folder), [...expected, onlyCycle].sort());
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  limit,
);

test('every rule has a case here', async () => {
  const url = new URL('../.dependency-cruiser.cjs', import.meta.url).href;
  const config = ((await import(url)) as { default: { forbidden: { name: string }[] } }).default;
  const covered = [...Object.values(bad).map(([rule]) => rule), 'no-cycles'];
  assert.equal(config.forbidden.map(({ name }) => name).sort(), covered.sort());
});

test('this repository keeps them', () => assert.equal(violations(root), []), limit);
