/**
 * Which files a plugin compiles: `include` and `exclude` of every bundler plugin and of the loader. A pattern is a regular
 * expression, a glob (relative ones count from the working directory, one without a slash matches the name of a file or folder anywhere),
 * a function, or an array of these. Without `include` everything is in, dependencies too: an endless loop inside a
 * dependency is as endless as one outside. `exclude` outranks `include`.
 */
import { isAbsolute, resolve } from 'node:path';
import picomatch from 'picomatch';
import { TransformError } from '../errors.ts';

export type Pattern = RegExp | string | ((path: string) => boolean) | readonly Pattern[];

export interface FilterOptions {
  /** Files to compile; without it all, dependencies included. */
  include?: Pattern | undefined;
  /** Files to leave alone, although `include` names them. */
  exclude?: Pattern | undefined;
}

export type Filter = (path: string) => boolean;

export function createFilter(
  { include, exclude }: FilterOptions,
  cwd: string = process.cwd(),
): Filter {
  const included = include === undefined ? () => true : matcher(include, cwd, 'include');
  const excluded = exclude === undefined ? () => false : matcher(exclude, cwd, 'exclude');
  return (path) => {
    const normal = path.replaceAll('\\', '/');
    return included(normal) && !excluded(normal);
  };
}

function matcher(pattern: Pattern, cwd: string, option: string): Filter {
  if (typeof pattern === 'string') return globMatcher(pattern, cwd);
  if (typeof pattern === 'function') return pattern;
  if (pattern instanceof RegExp) {
    return (path) => {
      // A global or sticky expression remembers where it stopped.
      pattern.lastIndex = 0;
      return pattern.test(path);
    };
  }
  if (Array.isArray(pattern)) {
    const matchers = pattern.map((item: Pattern) => matcher(item, cwd, option));
    return (path) => matchers.some((matches) => matches(path));
  }
  throw new TransformError(
    'OPTION',
    `option '${option}' is ${JSON.stringify(pattern)}; it takes a regular expression, a glob, a function or an array of these`,
  );
}

function globMatcher(glob: string, cwd: string): Filter {
  if (!/[/\\]/.test(glob)) {
    const file = picomatch(`**/${glob}`, { dot: true });
    const folder = picomatch(`**/${glob}/**`, { dot: true });
    return (path) => file(path) || folder(path);
  }
  const from =
    isAbsolute(glob) || glob.startsWith('**')
      ? glob
      : `${escapeGlob(resolve(cwd))}/${glob.replace(/^\.\//, '')}`;
  const matches = picomatch(from.replaceAll('\\\\', '/'), { dot: true });
  // A glob that names a folder means what is in it.
  const within = picomatch(`${from.replace(/\/$/, '')}/**`, { dot: true });
  return (path) => matches(path) || within(path);
}

function escapeGlob(path: string): string {
  return path.replaceAll('\\', '/').replace(/[()[\]{}*?!+@]/g, '\\$&');
}
