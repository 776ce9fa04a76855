/** The pipeline on one screen: options → parse → plan → apply → code, map, plan. */
import { mapOf, type SourceMap } from './apply/map.ts';
import { textOf } from './apply/pieces.ts';
import { applyText } from './apply/text.ts';
import { resolveOptions, type TransformOptions } from './options.ts';
import { parse } from './parse/parse.ts';
import { makePlan } from './plan/plan.ts';
import type { Plan } from './plan/types.ts';

export interface TransformResult {
  code: string;
  /** null with `sourceMap: false`, and for a text that is compiled already. */
  map: SourceMap | null;
  plan: Plan;
}

/**
 * Compiles one file: puts polls where the plan wants them. Types, JSX, comments and formatting stay.
 *
 * A text that is compiled already comes back as it is, with `plan.alreadyCompiled`.
 * @throws TransformError `SYNTAX`, `OPTION` or `NO_POLL`, with place and code frame.
 */
export function transform(code: string, options?: TransformOptions): TransformResult {
  return compile(code, options, true);
}

/** For a bundler that joins modules into one scope and makes variables of their constants: they would only be more names for one thing. */
export function transformToJoin(code: string, options: TransformOptions): TransformResult {
  return compile(code, options, false);
}

function compile(
  code: string,
  options: TransformOptions | undefined,
  aliases: boolean,
): TransformResult {
  const resolved = resolveOptions(options);
  const file = parse(code, resolved);
  const analysis = makePlan(file, code, resolved);
  analysis.aliases &&= aliases;
  if (analysis.plan.alreadyCompiled) return { code, map: null, plan: analysis.plan };
  const pieces = applyText(code, file.program, analysis, resolved.runtime);
  return {
    code: textOf(pieces, code),
    map: resolved.sourceMap ? mapOf(pieces, code, resolved) : null,
    plan: analysis.plan,
  };
}
