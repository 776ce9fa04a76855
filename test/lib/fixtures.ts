/**
 * The cases below `test/fixtures/<area>/<case>`: `input.*`, what it compiles to, its plan, and `exec.js`, which says how the
 * program behaves. A case of the area `early-errors` is a text that no JavaScript engine accepts.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TransformOptions } from '@killable/transform';

export interface Fixture {
  /** `area/case`. */
  readonly name: string;
  readonly area: string;
  readonly folder: string;
  /** Name of the input file: its ending decides the syntax. */
  readonly file: string;
  readonly source: string;
  readonly options: TransformOptions;
  /** The input uses syntax that is newer than the oldest Node: esbuild lowers it before it is run. */
  readonly lower: boolean;
  readonly exec: boolean;
}

export const fixturesFolder: string = join(import.meta.dirname, '../fixtures');

export function readFixtures(): Fixture[] {
  return subfolders(fixturesFolder).flatMap((area) =>
    subfolders(join(fixturesFolder, area)).map((name) => readFixture(area, name)),
  );
}

/** Those that compile. */
export function goodFixtures(): Fixture[] {
  return readFixtures().filter(({ area }) => area !== 'early-errors');
}

function readFixture(area: string, name: string): Fixture {
  const folder = join(fixturesFolder, area, name);
  const inputs = readdirSync(folder).filter((file) => file.startsWith('input.'));
  const [file] = inputs;
  if (file === undefined || inputs.length > 1) throw new Error(`${folder} has no input, or two`);
  const optionsFile = join(folder, 'options.json');
  const { lower = false, ...options } = (
    existsSync(optionsFile) ? JSON.parse(readFileSync(optionsFile, 'utf8')) : {}
  ) as TransformOptions & { lower?: boolean };
  return {
    name: `${area}/${name}`,
    area,
    folder,
    file,
    source: readFileSync(join(folder, file), 'utf8'),
    options,
    lower,
    exec: existsSync(join(folder, 'exec.js')),
  };
}

function subfolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
