/** The source map of the edited text, composed with the map that came with the input. */
import remapping, { type SourceMapInput } from '@jridgewell/remapping';
import { TransformError } from '../errors.ts';
import type { ResolvedOptions } from '../options.ts';
import { mappingsOf } from './mappings.ts';
import type { Piece } from './pieces.ts';

/** A version 3 source map, as JSON data. */
export interface SourceMap {
  version: 3;
  file?: string | undefined;
  sources: string[];
  sourcesContent?: (string | null)[] | undefined;
  names: string[];
  mappings: string;
  toString(): string;
}

/** @throws TransformError `OPTION` for an input map that cannot be read. */
export function mapOf(
  pieces: readonly Piece[],
  code: string,
  { filename, inputSourceMap }: ResolvedOptions,
): SourceMap {
  const own = {
    version: 3 as const,
    sources: [filename ?? ''],
    sourcesContent: [code],
    names: [],
    mappings: mappingsOf(pieces, code),
  };
  if (inputSourceMap === undefined) return withToString(own);
  try {
    const composed = remapping([own, inputSourceMap as SourceMapInput], () => null);
    return withToString({
      version: 3,
      sources: composed.sources.map((name) => name ?? ''),
      sourcesContent: composed.sourcesContent ?? [],
      names: composed.names,
      mappings: composed.mappings as string,
    });
  } catch (error) {
    throw new TransformError(
      'OPTION',
      `option 'inputSourceMap' is not a source map that can be read: ${String(error)}`,
      undefined,
      undefined,
      { cause: error },
    );
  }
}

function withToString(map: Omit<SourceMap, 'toString'>): SourceMap {
  return Object.defineProperty(map, 'toString', {
    enumerable: false,
    value: () => JSON.stringify(map),
  });
}
