/**
 * `npm run test:engines [engine…]`: the tier-up test on Node 20, 22, 24 and 26, Bun and Deno, which are installed from npm. Each row of
 * packages/transform/src/plan/engines.ts is checked against what the engine does: one process per shape and flavour.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Engine, resolveEngine } from '../../benchmarks/lib/engines.ts';
import { Lanes } from '../lib/lanes.ts';
import { judge } from './judge.ts';
import type { Result } from './shapes.ts';
import { type Case, makeSite, PATIENCE, WARM } from './site.ts';

const run = promisify(execFile);
const wanted = process.argv.slice(2);
const names =
  wanted.length > 0 ? wanted : ['node@20', 'node@22', 'node@24', 'node@26', 'bun', 'deno'];
const { folder, cases } = makeSite();

async function runCase(
  { command, before }: Engine,
  { shape, flavour, file }: Case,
): Promise<Result> {
  const args = [...before, join(folder, 'one.js'), file, String(WARM), String(PATIENCE)];
  try {
    const { stdout } = await run(command, args, {
      cwd: folder,
      timeout: 60_000,
      killSignal: 'SIGKILL',
    });
    return { shape, flavour, ...(JSON.parse(stdout) as { ended: boolean; how: string }) };
  } catch (error) {
    return { shape, flavour, ended: false, how: String(error).slice(0, 300) };
  }
}

let [passed, failed] = [0, 0];
for (const name of names) {
  const engine = resolveEngine(name);
  const lanes = new Lanes(2);
  const results: Result[] = [];
  await Promise.all(
    cases.map((each) => lanes.add(async () => void results.push(await runCase(engine, each)))()),
  );
  const [good, bad] = judge(engine.name, engine.version, results);
  passed += good;
  failed += bad;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
