/** One tool, one text: compiles it a few times in a process of its own, and answers with the times. */
import { readFileSync } from 'node:fs';
import { MARK } from './job.ts';
import { tools } from './tools.ts';

const [toolName, file, budget] = process.argv.slice(2) as [string, string, string];
const tool = tools.find(({ name }) => name === toolName)!;
const code = readFileSync(file, 'utf8');
const times: number[] = [];
// The first is slow for every tool (nothing is optimised yet); the smallest is what a build of many files sees.
for (const end = performance.now() + Number(budget); times.length < 2 || performance.now() < end;) {
  const start = performance.now();
  tool.compile(code, 'program.mjs');
  times.push(performance.now() - start);
}
process.stdout.write(`\n${MARK}${JSON.stringify(times)}\n`, () => process.exit(0));
