/** The stress tests, shortened: `npm run test:stress` runs them whole. */
import * as assert from 'uvu/assert';
import { suite } from '../lib/suite.ts';
import { limits } from './limits.ts';
import { lives } from './lives.ts';
import { permits } from './permits.ts';
import { senders } from './senders.ts';

const test = suite('stress, shortened');

for (const [title, run, scale] of [
  ['9.3 interrupts of four threads to one', senders, 4000],
  ['9.6 limits that pass as the work ends', limits, 1000],
  ['9.9 semaphore waits raced with interrupts', permits, 2000],
  ['9.17 threads started and killed', lives, 48],
] as const) {
  test(`${title}: ${scale}`, async () => assert.ok(await run(scale)), { deadline: 60_000 });
}
