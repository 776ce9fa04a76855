/**
 * One text → what is written for it. Two ways lead to JavaScript: polls first, then esbuild takes the types away (the rule); or
 * TypeScript's emitter first, then polls (where the project's settings ask for what esbuild does not do).
 */
import { basename, dirname, relative, resolve, sep } from 'node:path';
import remapping from '@jridgewell/remapping';
import type { TransformOptions } from '../options.ts';
import type { Plan } from '../plan/types.ts';
import { report } from '../plan/report.ts';
import { transform } from '../transform.ts';
import { inlineComment, splitMap, type RawMap } from '../node/input-map.ts';
import { sourceTypeOf } from '../node/package-scope.ts';
import { needsStripping, strip } from '../node/strip-types.ts';
import { importsTypeScript } from './paths.ts';
import type { Project } from './project.ts';

export interface CompileRequest {
  text: string;
  /** Absolute path of the input. */
  input: string;
  /** Its name in messages and maps. */
  display: string;
  /** Absolute; undefined for standard output. */
  output: string | undefined;
  emit: 'js' | 'ts';
  sourceMaps: 'external' | 'inline' | 'none';
  options: TransformOptions;
  project: Project | undefined;
  /** Make the text of the plan. */
  report: boolean;
}

export interface Compiled {
  code: string;
  /** The text of the map file; undefined where there is none. */
  mapFile: string | undefined;
  plan: Plan;
  /** The plan as text, when it was asked for. */
  report: string | undefined;
}

/** @throws TransformError with place and code frame. */
export async function compileFile(request: CompileRequest): Promise<Compiled> {
  const { text, input, emit, sourceMaps } = request;
  const split = splitMap(text, input);
  const project = request.project ?? (await bareProject(input, split.code));
  const emitted = emit === 'js' && project?.needsEmitter(input, split.code) === true;
  const wantsMap = sourceMaps !== 'none';
  const { code, map, plan } = await (emitted ? emitThenPoll : pollThenStrip)(
    { ...request, project, text: split.code },
    split.map,
    wantsMap,
  );
  if (plan.alreadyCompiled && !needsStripping(input))
    return { code: text, mapFile: undefined, plan, report: undefined };
  const planned = !request.report
    ? undefined
    : emitted
      ? planOf(request, split.code)
      : report(plan, split.code);
  if (map === null) return { code, mapFile: undefined, plan, report: planned };
  return { ...attached(code, rebased(map, request), request), plan, report: planned };
}

/** Without a tsconfig.json, TypeScript's emitter is loaded only for the files that need it. */
async function bareProject(input: string, code: string): Promise<Project | undefined> {
  if (!/\.cts$/i.test(input) && !importsTypeScript(code)) return undefined;
  const { Project } = await import('./project.ts');
  return new Project();
}

interface Step {
  code: string;
  map: object | null;
  plan: Plan;
}

function optionsFor(
  { display, input, options }: CompileRequest,
  wantsMap: boolean,
  inputSourceMap: RawMap | undefined,
): TransformOptions {
  return {
    sourceType: sourceTypeOf(input),
    ...options,
    filename: display,
    sourceMap: wantsMap,
    inputSourceMap: wantsMap ? inputSourceMap : undefined,
  };
}

async function pollThenStrip(
  request: CompileRequest,
  inputMap: RawMap | undefined,
  wantsMap: boolean,
): Promise<Step> {
  const { text, display, emit, project, options } = request;
  const step: Step = transform(text, optionsFor(request, wantsMap, inputMap));
  if (emit === 'ts' || !needsStripping(display)) return step;
  const stripped = await strip({
    code: step.code,
    filename: display,
    map: step.map,
    source: text,
    compilerOptions: project?.compilerOptions,
    keepJsx: project?.keepsJsx,
    target: esbuildTargets(options.target) ?? project?.target,
  });
  return { ...stripped, plan: step.plan };
}

async function emitThenPoll(
  request: CompileRequest,
  inputMap: RawMap | undefined,
  wantsMap: boolean,
): Promise<Step> {
  const { text, display, project } = request;
  // TypeScript's emitter writes something for every text; the compiler's parser says what is wrong with it, and where.
  transform(text, optionsFor(request, false, undefined));
  const emitted = project!.emit(text, request.input);
  const first: RawMap = { ...emitted.map, sources: [display], sourcesContent: [text] };
  const name = display.replace(/\.([cm]?)tsx?$/i, '.$1js');
  const earlier =
    inputMap === undefined ? first : (remapping([first, inputMap] as never, () => null) as RawMap);
  const sourceType = emitted.commonjs ? ('commonjs' as const) : sourceTypeOf(request.input);
  return transform(emitted.code, {
    ...optionsFor(request, wantsMap, earlier),
    filename: name,
    sourceType,
  });
}

function planOf(request: CompileRequest, code: string): string {
  const { plan } = transform(code, { ...optionsFor(request, false, undefined) });
  return report(plan, code);
}

/** The engines that esbuild knows too: it lowers newer syntax for them. */
function esbuildTargets(target: string | string[] | undefined): string[] | undefined {
  const known = [target ?? []]
    .flat()
    .filter((item) =>
      /^(?:chrome|deno|edge|firefox|hermes|ie|ios|node|opera|rhino|safari|es)\d/.test(item),
    );
  return known.length > 0 ? known : undefined;
}

/** The map with its sources as paths from where it will stand. */
function rebased(map: object, { input, display, output, text }: CompileRequest): RawMap {
  const raw = JSON.parse(JSON.stringify(map)) as RawMap;
  const from = dirname(output ?? input);
  const contents = raw.sourcesContent ?? [];
  return {
    ...raw,
    ...(output !== undefined && { file: basename(output) }),
    sourcesContent: raw.sources.map(
      (source, index) => contents[index] ?? (source === display ? text : null),
    ),
    sources: raw.sources.map((source) => {
      if (source === null || /^[a-z][a-z\d+.-]+:/i.test(source)) return source;
      const absolute = source === display ? input : resolve(dirname(input), source);
      return relative(from, absolute).split(sep).join('/');
    }),
  };
}

function attached(
  code: string,
  map: RawMap,
  { sourceMaps, output }: CompileRequest,
): { code: string; mapFile: string | undefined } {
  const lines = code.endsWith('\n') ? code : `${code}\n`;
  // Standard output has no place beside it for a second file.
  if (sourceMaps === 'inline' || output === undefined)
    return { code: lines + inlineComment(map), mapFile: undefined };
  return {
    code: `${lines}//# sourceMappingURL=${encodeURI(basename(output))}.map\n`,
    mapFile: `${JSON.stringify(map)}\n`,
  };
}
