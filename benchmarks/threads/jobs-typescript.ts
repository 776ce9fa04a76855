/** A worker whose jobs transpile a file with the TypeScript compiler: a package that is heavy to load. */
import ts from 'typescript';
import { serve } from './jobs.ts';

const text = 'export const f = (a: number[], b: number): number[] => a.map((x) => x * b);\n'.repeat(
  50,
);

export function main(shared: SharedArrayBuffer): void {
  serve(shared, () => ts.transpileModule(text, {}));
}
