/** What the planner says of a text, in short: for tests that are about one rule. */
import { transform, type Plan, type Site, type TransformOptions } from '@killable/transform';

export function planOf(code: string, options: TransformOptions = {}): Plan {
  return transform(code, { sourceMap: false, ...options }).plan;
}

/** The sites of the given kinds, or all. */
export function sites(code: string, kinds: string, options: TransformOptions = {}): Site[] {
  const wanted = kinds.split(' ');
  return planOf(code, options).sites.filter(({ kind }) => kinds === '' || wanted.includes(kind));
}

/** `flavour` of each such site, in the order of the text. */
export function flavours(code: string, kinds: string, options: TransformOptions = {}): string {
  return sites(code, kinds, options)
    .map(({ flavour }) => flavour)
    .join(' ');
}

export function reasons(code: string, kinds: string, options: TransformOptions = {}): string[] {
  return sites(code, kinds, options).map(({ reason }) => reason);
}
