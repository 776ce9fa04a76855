/**
 * Medians, and bootstrap confidence intervals of them. The generator is seeded, so that a report can be recomputed
 * from its samples and comes out the same.
 */
import type { Interval } from './types.ts';

const RESAMPLES = 2000;

export function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

/** Linear interpolation between the two nearest of `sorted`. */
export function quantile(sorted: readonly number[], at: number): number {
  if (sorted.length === 0) return NaN;
  const place = (sorted.length - 1) * at;
  const below = sorted[Math.floor(place)]!;
  return below + (sorted[Math.ceil(place)]! - below) * (place % 1);
}

export function geomean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** The median of the values, and the interval that holds 95 % of the medians of resamples. */
export function medianInterval(values: readonly number[]): Interval {
  const random = generator(values.length);
  return interval(median(values), () => median(resample(values, random)));
}

/** Geometric mean over rows of the row's median; every row is resampled by itself. */
export function geomeanInterval(rows: readonly (readonly number[])[]): Interval {
  const random = generator(rows.length);
  return interval(geomean(rows.map(median)), () =>
    geomean(rows.map((row) => median(resample(row, random)))),
  );
}

function interval(value: number, draw: () => number): Interval {
  const draws = Array.from({ length: RESAMPLES }, draw).sort((a, b) => a - b);
  return { value, low: quantile(draws, 0.025), high: quantile(draws, 0.975) };
}

function resample(values: readonly number[], random: () => number): number[] {
  return values.map(() => values[Math.floor(random() * values.length)]!);
}

/** xorshift on 32 bits. */
function generator(seed: number): () => number {
  let state = 0x9e3779b9 ^ seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
