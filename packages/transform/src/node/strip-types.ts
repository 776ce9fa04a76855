/**
 * TypeScript and JSX to JavaScript, through esbuild, after the polls are in: the compiler reads what the author wrote, with
 * its comments, and esbuild (which drops comments) only takes the types away. The map leads through both steps.
 */
import remapping from '@jridgewell/remapping';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import {
  transform,
  transformSync,
  type Loader,
  type TransformOptions as EsbuildOptions,
} from 'esbuild';
import { TransformError } from '../errors.ts';
import type { RawMap } from './input-map.ts';

export interface StripInput {
  code: string;
  /** Decides the loader; named in errors. */
  filename: string;
  /** Map of `code` to the author's text; undefined: it is the author's text; null: leave maps out. */
  map: object | null | undefined;
  /** The author's text, for code frames. */
  source: string;
  /** `compilerOptions` as in a tsconfig.json. */
  compilerOptions?: object | undefined;
  /** Turn import and export into CommonJS. */
  format?: 'cjs' | undefined;
  /** Leave JSX in; esbuild does not take that from `compilerOptions`. */
  keepJsx?: boolean | undefined;
  /** Engines as esbuild names them; newer syntax is lowered for them. */
  target?: string[] | undefined;
}

export interface StripOutput {
  code: string;
  map: RawMap | null;
}

export function loaderOf(filename: string): Loader {
  switch (/\.[cm]?([jt]sx?)$/i.exec(filename)?.[1]?.toLowerCase()) {
    case 'ts':
      return 'ts';
    case 'tsx':
      return 'tsx';
    case 'jsx':
      return 'jsx';
    default:
      return 'js';
  }
}

/** Whether a file of this name has to pass esbuild before an engine can run it. */
export function needsStripping(filename: string): boolean {
  return loaderOf(filename) !== 'js';
}

export async function strip(input: StripInput): Promise<StripOutput> {
  try {
    return composed(await transform(input.code, esbuildOptions(input)), input);
  } catch (error) {
    throw placed(error, input);
  }
}

export function stripSync(input: StripInput): StripOutput {
  try {
    return composed(transformSync(input.code, esbuildOptions(input)), input);
  } catch (error) {
    throw placed(error, input);
  }
}

function esbuildOptions({
  filename,
  map,
  compilerOptions,
  target,
  format,
  keepJsx,
}: StripInput): EsbuildOptions {
  return {
    loader: loaderOf(filename),
    sourcefile: filename,
    sourcemap: map === null ? false : 'external',
    sourcesContent: map === undefined,
    ...(format && { format }),
    ...(keepJsx && { jsx: 'preserve' as const }),
    target: target ?? 'esnext',
    charset: 'utf8',
    logLevel: 'silent',
    tsconfigRaw: { compilerOptions: compilerOptions ?? {} },
  };
}

function composed(result: { code: string; map: string }, input: StripInput): StripOutput {
  if (input.map === null) return { code: result.code, map: null };
  const outer = JSON.parse(result.map) as RawMap;
  if (input.map === undefined) return { code: result.code, map: outer };
  return {
    code: result.code,
    map: remapping([outer, input.map as RawMap] as never, () => null) as RawMap,
  };
}

interface EsbuildFailure {
  errors?: { text: string; location: { line: number; column: number } | null }[];
}

/** esbuild saw the text with polls; its place is traced back to the author's. */
function placed(error: unknown, { filename, map, source }: StripInput): unknown {
  const first = (error as EsbuildFailure).errors?.[0];
  if (first === undefined) return error;
  const at = first.location;
  if (at === null)
    return new TransformError('SYNTAX', first.text, undefined, undefined, { cause: error });
  const traced =
    map === null || map === undefined
      ? undefined
      : originalPositionFor(new TraceMap(map as never), { line: at.line, column: at.column });
  const place = {
    filename,
    line: traced?.line ?? at.line,
    column: (traced?.column ?? at.column) + 1,
  };
  return new TransformError('SYNTAX', first.text, place, source, { cause: error });
}
