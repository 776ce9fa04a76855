/** The compiler of killable. The bundler plugins, the Babel plugin and the loader have entry points of their own. */
export { transform, type TransformResult } from './transform.ts';
export { type TransformOptions, optionTable, type OptionRow, type OptionType } from './options.ts';
export type { SourceMap } from './apply/map.ts';
export type { Plan, Site, Kind, Flavour } from './plan/types.ts';
export { TransformError, type ErrorCode, type Place } from './errors.ts';
export { report } from './plan/report.ts';
export { freeVariables } from './free-variables.ts';
