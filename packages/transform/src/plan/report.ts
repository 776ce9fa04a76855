/** Plan → text, for --report, --check and the fixtures: a line per site, and a count per kind and flavour. */
import type { Plan, Site } from './types.ts';

/** @param code the text that the plan was made of, for lines and columns. */
export function report(plan: Plan, code: string): string {
  if (plan.alreadyCompiled) return 'already compiled\n';
  const starts = lineStarts(code);
  const lines = plan.sites.map(
    (site) =>
      `${placeAt(site.start, starts).padEnd(8)} ${site.kind.padEnd(12)} ${describe(site).padEnd(10)} ${site.reason}`,
  );
  return `${lines.concat(summary(plan)).join('\n')}\n`;
}

/** One line: how many sites of each kind poll, and how many need none. */
export function summary({ sites }: Plan): string {
  const counts = new Map<string, { polled: number; elided: number }>();
  for (const { kind, flavour } of sites) {
    const count = counts.get(kind) ?? { polled: 0, elided: 0 };
    if (flavour === 'none') count.elided++;
    else count.polled++;
    counts.set(kind, count);
  }
  const parts = [...counts].map(
    ([kind, { polled, elided }]) => `${kind} ${polled}${elided > 0 ? ` (+${elided} elided)` : ''}`,
  );
  return parts.length === 0 ? 'no sites' : parts.join(', ');
}

function describe({ flavour, countdown, masked, namesExit }: Site): string {
  return [
    flavour,
    countdown === undefined ? '' : `count=${countdown}`,
    masked ? 'masked' : '',
    namesExit ? 'exit' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function lineStarts(code: string): number[] {
  const starts = [0];
  for (let at = code.indexOf('\n'); at >= 0; at = code.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function placeAt(offset: number, starts: readonly number[]): string {
  if (offset < 0) return '-';
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return `${low + 1}:${offset - starts[low]! + 1}`;
}
