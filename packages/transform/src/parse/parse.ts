/** File name → parser options → Babel's AST. The one place that knows which syntax a file name stands for. */
import { parse as parseBabel, type ParserOptions, type ParserPlugin } from '@babel/parser';
import type { File } from '@babel/types';
import { syntaxError } from '../errors.ts';
import type { ResolvedOptions } from '../options.ts';

/** @throws TransformError `SYNTAX` with place and code frame. */
export function parse(code: string, options: ResolvedOptions): File {
  try {
    return parseBabel(code, parserOptions(options));
  } catch (error) {
    throw syntaxError(error, code, options.filename);
  }
}

function parserOptions({ filename, sourceType }: ResolvedOptions): ParserOptions {
  return {
    sourceType,
    plugins: plugins(filename),
    // 'commonjs' implies both, and Babel refuses to hear it twice.
    ...(sourceType === 'unambiguous' && {
      allowReturnOutsideFunction: true,
      allowNewTargetOutsideFunction: true,
    }),
    allowUndeclaredExports: true,
    attachComment: false,
    // The planner works on offsets; line and column objects would be half of the parser's garbage.
    locations: false,
  };
}

function plugins(filename = ''): ParserPlugin[] {
  const ending = /\.([cm]?[jt]sx?)$/i.exec(filename)?.[1]?.toLowerCase() ?? 'js';
  const common: ParserPlugin[] = [
    'decoratorAutoAccessors',
    'explicitResourceManagement',
    'importAttributes',
  ] as ParserPlugin[];
  switch (ending) {
    case 'ts':
    case 'mts':
    case 'cts':
      return ['typescript', 'decorators-legacy', ...common];
    case 'tsx':
      return ['typescript', 'jsx', 'decorators-legacy', ...common];
    default:
      return ['jsx', 'decorators', ...common];
  }
}
