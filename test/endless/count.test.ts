/** The families stay whole: each has its test file, no title stands for two programs, and no two programs are the same. */
import * as assert from 'uvu/assert';
import { readdirSync } from 'node:fs';
import { suite } from '../lib/suite.ts';
import { families } from './families/index.ts';
import { asProgram, moduleOf } from './program.ts';

const test = suite('endless families');
const here = new URL('.', import.meta.url);
const filesIn = (folder: string, suffix: string): string[] =>
  readdirSync(new URL(folder, here))
    .filter(
      (name) => name.endsWith(suffix) && name !== `index${suffix}` && name !== `count${suffix}`,
    )
    .map((name) => name.slice(0, -suffix.length))
    .sort();

test('every family is listed and has a test file of its name', async () => {
  assert.equal(Object.keys(families).sort(), filesIn('families/', '.ts'));
  assert.equal(Object.keys(families).sort(), filesIn('./', '.test.ts'));
});

test('there are at least 300 programs, and no two are the same', async () => {
  const programs = Object.values(families).flatMap((family) => Object.values(family.programs));
  const sources = programs.map(asProgram).map((program) => {
    return JSON.stringify([moduleOf(program), program.files, program.extension]);
  });
  assert.is(new Set(sources).size, programs.length);
  assert.ok(programs.length >= 300, `${programs.length} programs`);
});
