/** `npm run test:stress [part of a name…]`: the stress tests at their full length. Prints what each did; fails if one does. */
import { limits } from './stress/limits.ts';
import { lives } from './stress/lives.ts';
import { permits } from './stress/permits.ts';
import { senders } from './stress/senders.ts';

const wanted = process.argv.slice(2);
const all = [
  ['senders', senders, 1_000_000],
  ['permits', permits, 100_000],
  ['limits', limits, 100_000],
  ['lives', lives, 10_000],
] as const;

for (const [name, run, scale] of all) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  const began = performance.now();
  try {
    const said = await run(scale);
    console.log(`ok    ${name}: ${said} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  } catch (error) {
    console.log(
      `FAIL  ${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    process.exitCode = 1;
  }
}
