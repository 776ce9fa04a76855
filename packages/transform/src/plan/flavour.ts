/**
 * Target → flavour. Claim: `plain` is chosen only if every named target has a row that says its engine keeps the load;
 * an unknown engine, an old version or no target at all gets the flavour that is sound by the specification.
 */
import type { ResolvedOptions } from '../options.ts';
import { engineTable } from './engines.ts';

export function chooseFlavour({
  poll,
  target,
}: Pick<ResolvedOptions, 'poll' | 'target'>): 'sound' | 'plain' {
  if (poll !== undefined) return poll;
  return target.length > 0 && target.every(keepsPlainLoad) ? 'plain' : 'sound';
}

/** `node20`, `node20.19.1`, `node 20`, `chrome >= 120`. */
function keepsPlainLoad(target: string): boolean {
  const match = /^([a-z]+)[\s>=]*(\d+)(?:\.\d+)*$/i.exec(target.trim());
  if (match === null) return false;
  const [, engine, version] = match as unknown as [string, string, string];
  const row = engineTable.find((candidate) => candidate.engine === engine.toLowerCase());
  return row !== undefined && row.keepsPlainLoad && Number(version) >= row.from;
}
