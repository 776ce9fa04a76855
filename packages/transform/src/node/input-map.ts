/**
 * The source map that a text already has, so that the map of compiled code leads past generated JavaScript to what its author
 * wrote. Found by the last `sourceMappingURL` comment of the text, inline or as a file beside it.
 */
import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `@jridgewell/remapping` and the bundlers exchange. */
export interface RawMap {
  version: 3;
  file?: string | null;
  names: string[];
  sourceRoot?: string | undefined;
  sources: (string | null)[];
  sourcesContent?: (string | null)[] | undefined;
  mappings: string;
}

export interface SplitText {
  /** The text without its map comment. */
  code: string;
  /** Its map, with absolute sources; undefined when there is none, or none that can be read. */
  map: RawMap | undefined;
}

const comment =
  /(?:^|\n)[ \t]*(?:\/\/|\/\*)[#@][ \t]*sourceMappingURL=([^\s'"`*]+)[ \t]*(?:\*\/)?\s*$/;

/** Splits `text`, which stands in the file `path`, into code and map. Never throws: a map is a help, not an input. */
export function splitMap(text: string, path: string): SplitText {
  // A comment stands in the last lines, so a search through megabytes of code would be wasted.
  const at = text.lastIndexOf('sourceMappingURL=');
  if (at < 0) return { code: text, map: undefined };
  const start = Math.max(0, text.lastIndexOf('\n', at));
  const found = comment.exec(text.slice(start));
  if (found === null) return { code: text, map: undefined };
  const code = `${text.slice(0, start + found.index)}\n`;
  return { code, map: readMap(found[1]!, path) };
}

function readMap(url: string, path: string): RawMap | undefined {
  try {
    const inline = /^data:application\/json[^,]*?(;base64)?,(.*)$/s.exec(url);
    const base = dirname(path);
    const file = resolve(base, decodeURIComponent(url));
    const json =
      inline === null ? readFileSync(file, 'utf8') : decode(inline[2]!, inline[1] !== undefined);
    const map = JSON.parse(json) as RawMap;
    if (map.version !== 3 || typeof map.mappings !== 'string' || !Array.isArray(map.sources))
      return undefined;
    const folder = inline === null ? dirname(file) : base;
    return {
      ...map,
      sourceRoot: undefined,
      sources: map.sources.map((source) => absolute(source, map.sourceRoot, folder)),
    };
  } catch {
    return undefined;
  }
}

function decode(data: string, base64: boolean): string {
  return base64 ? Buffer.from(data, 'base64').toString('utf8') : decodeURIComponent(data);
}

function absolute(source: string | null, root: string | undefined, folder: string): string | null {
  if (source === null) return null;
  if (source.startsWith('file:')) return fileURLToPath(source);
  if (/^[a-z][a-z\d+.-]+:/i.test(source)) return source;
  return isAbsolute(source) ? source : resolve(folder, root ?? '', source);
}

/** The comment that carries a map inside its file. */
export function inlineComment(map: object): string {
  const data = Buffer.from(JSON.stringify(map)).toString('base64');
  return `//# sourceMappingURL=data:application/json;charset=utf-8;base64,${data}\n`;
}

/** `code` with `map` inside it. */
export function withInlineMap(code: string, map: object | null): string {
  if (map === null) return code;
  return `${code}${code.endsWith('\n') ? '' : '\n'}${inlineComment(map)}`;
}
