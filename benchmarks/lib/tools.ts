/** Compilers of source text, each with a source map: killable's and those that it is compared with. */
import { transformSync, type PluginItem } from '@babel/core';
import protect from '@freecodecamp/loop-protect';
import istanbul from 'babel-plugin-istanbul';
import { transformSync as esbuild } from 'esbuild';
import { transform } from '@killable/transform';

export interface Tool {
  readonly name: string;
  /** Larger texts are left out: the tool would take minutes for one. */
  readonly most: number;
  readonly compile: (code: string, filename: string) => unknown;
}

const LARGE = 3e6;

export const tools: readonly Tool[] = [
  {
    name: 'killable',
    most: Infinity,
    compile: (code, filename) => transform(code, { filename, sourceMap: true }),
  },
  {
    name: 'esbuild',
    most: Infinity,
    compile: (code, sourcefile) =>
      esbuild(code, { sourcefile, loader: 'js', sourcemap: 'external' }),
  },
  {
    name: 'babel, no plugin',
    most: Infinity,
    compile: (code, filename) => babel(code, filename, []),
  },
  {
    name: 'loop-protect',
    most: LARGE,
    compile: (code, filename) => babel(code, filename, [protect(100)]),
  },
  {
    name: 'istanbul',
    most: LARGE,
    compile: (code, filename) =>
      babel(code, `/${filename}`, [[istanbul, { cwd: '/', coverageVariable: '$c' }]]),
  },
];

function babel(code: string, filename: string, plugins: PluginItem[]): unknown {
  return transformSync(code, {
    filename,
    plugins,
    babelrc: false,
    configFile: false,
    compact: false,
    sourceMaps: true,
    sourceType: 'module',
  });
}
