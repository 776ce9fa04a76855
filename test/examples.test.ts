// deadline: 300s
/** Every example does what its README says: it is built and run in a scratch copy, and what it prints is compared. */
import * as assert from 'uvu/assert';
import { cpSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { lines, userProject, workspace } from './lib/user-project.ts';
import { suite } from './lib/suite.ts';

const test = suite('examples');
const project = userProject();
cpSync(join(workspace, 'examples'), join(project, 'examples'), {
  recursive: true,
  filter: (path) => !/[/\\]dist$/.test(path),
});
const run = (script: string, folder = ''): Promise<string[]> =>
  lines(script, join(project, 'examples', folder), 60_000);
const limits = { deadline: 70_000 };

test(
  'the recipe: a sleeping, a spinning and a catching thread',
  async () => {
    assert.equal(await run('node --import tsx recipe.ts'), [
      'asleep, alive: true',
      'outta here',
      'joined, alive: false',
      'spinning, alive: true',
      'outta here, too',
      'joined: terminated',
      'caught a TypeError, and 6 * 7 is still 42',
    ]);
  },
  limits,
);

test(
  'esbuild-build: the bundle of a thread is interrupted',
  async () => {
    assert.equal(await run('node build.mjs && node dist/main.js', 'esbuild-build'), [
      '1000 primes are enough',
      'the thread cleans up',
      'the thread is terminated',
    ]);
  },
  limits,
);

test(
  'cli: a job that takes too long is cancelled, and the same thread does the next',
  async () => {
    assert.equal(await run('npx killable-compile --quiet && node dist/main.js', 'cli'), [
      "[ '41 characters: this job takes too long', '4 characters: a match' ]",
    ]);
  },
  limits,
);

test(
  'library: compiled code is ordinary on the main thread and interruptible in a thread',
  async () => {
    const build = 'npx killable-compile src -o dist --quiet && node ../app.mjs';
    assert.equal(await run(build, 'library/counter'), [
      'on the main thread: 6000',
      'the thread cleans up',
      'in a thread: terminated',
    ]);
  },
  limits,
);

test(
  'babel: a loop that catches everything is interrupted',
  async () => {
    assert.equal(await run('node build.mjs && node dist/main.js', 'babel'), [
      'the thread cleans up',
      'the thread is terminated',
    ]);
  },
  limits,
);

test('each example is in the list that its folder begins with', () => {
  const text = readFileSync(join(workspace, 'examples/README.md'), 'utf8');
  const listed = [...text.matchAll(/^\| \[([^\]]+)\]/gm)].map(([, name]) => name);
  const present = readdirSync(join(workspace, 'examples')).filter(
    (name) => name !== 'README.md' && name !== 'demo',
  );
  assert.equal(listed.sort(), present.sort());
});
