/** Bytes of each program per variant: as compiled, and as a site would ship it (minified, then gzipped). */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { transform } from 'esbuild';
import type { Artefact } from '../lib/compile.ts';
import type { SizeRow } from '../lib/types.ts';

export async function measureSize(name: string, artefacts: readonly Artefact[]): Promise<SizeRow> {
  const row: SizeRow = { name, variants: {} };
  for (const { variant, file, bytes, failure } of artefacts) {
    if (failure !== null) continue;
    const options = { minify: true, legalComments: 'none', format: 'esm' } as const;
    const { code } = await transform(readFileSync(file, 'utf8'), options);
    row.variants[variant.name] = { raw: bytes, packed: gzipSync(code, { level: 9 }).length };
  }
  return row;
}
