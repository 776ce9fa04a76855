/**
 * Two texts are the same program if Babel prints their trees alike, comments and formatting left out. The text applier's
 * output is parsed and printed; the plugin's output is printed by the Babel that ran it, from the tree that it changed.
 */
import * as babel7 from '@babel/core';
import * as assert from 'uvu/assert';
import { transform, type TransformOptions } from '@killable/transform';
import killable from '@killable/transform/babel';

export type Babel = Pick<typeof babel7, 'transformSync' | 'version'>;

/** Both majors that the plugin supports. */
export const babels: readonly Babel[] = [babel7, (await import('babel8')) as unknown as Babel];

/** The ways of compiling that differ in more than names. */
export const variants: readonly TransformOptions[] = [
  {},
  { poll: 'plain' },
  { awaits: 'check' },
  // So small a bound makes strips of eight or a few more.
  { latency: 2 },
  { poll: 'plain', awaits: 'check', optimize: false },
];

export function printThrough(
  babel: Babel,
  source: string,
  filename: string,
  plugins: unknown[],
  sourceType?: TransformOptions['sourceType'],
): string {
  const result = babel.transformSync(source, {
    configFile: false,
    babelrc: false,
    browserslistConfigFile: false,
    targets: '',
    filename: `/somewhere/${filename}`,
    comments: false,
    compact: false,
    sourceType: babelSourceType(filename, sourceType),
    plugins: plugins as never,
    parserOpts: {
      plugins: parserPlugins(filename) as never,
      // Babel 8 refuses the option beside a source type that implies it.
      ...(babelSourceType(filename, sourceType) !== 'module' && {
        allowReturnOutsideFunction: true,
      }),
    },
  });
  // Blank lines follow the author's formatting, which only the text keeps.
  return result!.code!.replace(/\n\s*\n/g, '\n');
}

/** The plugin's way, printed. */
export function viaPlugin(
  babel: Babel,
  source: string,
  filename: string,
  options: TransformOptions,
): string {
  return printThrough(babel, source, filename, [[killable, options]], options.sourceType);
}

/** The text's way, printed. */
export function viaText(
  babel: Babel,
  source: string,
  filename: string,
  options: TransformOptions,
): string {
  const { code } = transform(source, { ...options, filename, sourceMap: false });
  return printThrough(babel, code, filename, [], options.sourceType);
}

/** Fails unless both appliers make the same program of `source`. */
export function assertSameProgram(
  babel: Babel,
  source: string,
  filename: string,
  options: TransformOptions,
): void {
  const [plugin, text] = [viaPlugin, viaText].map((way) => way(babel, source, filename, options));
  if (plugin === text) return;
  const where = `Babel ${babel.version}, ${JSON.stringify(options)}, ${filename}`;
  // A difference in megabytes is of no use to anybody: show where it begins.
  const at = [...plugin!].findIndex((character, i) => character !== text![i]);
  const around = (printed: string): string => printed.slice(Math.max(0, at - 200), at + 200);
  assert.is(around(plugin!), around(text!), `two programs: ${where}`);
}

function babelSourceType(
  filename: string,
  sourceType: TransformOptions['sourceType'],
): 'module' | 'script' | 'unambiguous' {
  if (sourceType === 'script' || sourceType === 'module') return sourceType;
  if (/\.m[jt]s$/.test(filename)) return 'module';
  return /\.cjs$/.test(filename) ? 'script' : 'unambiguous';
}

function parserPlugins(filename: string): string[] {
  const common = ['decoratorAutoAccessors', 'explicitResourceManagement', 'importAttributes'];
  if (/\.tsx$/.test(filename)) return ['typescript', 'jsx', 'decorators-legacy', ...common];
  if (/ts$/.test(filename)) return ['typescript', 'decorators-legacy', ...common];
  return ['jsx', 'decorators', ...common];
}
