/**
 * The meter of code that was compiled with `audit`: what ran since the last poll, in nanoseconds of ordinary work by the planner's
 * cost model, and the largest such distance so far. Tests of the latency bound read it; a poll of ordinary code never does.
 */
import { poll } from './poll.ts';
import { state } from './state.ts';
import { meter } from './meter.ts';

/** Audited code ran a block. @param cost in ns */
export function charge(cost: number): void {
  meter.distance += cost;
  if (meter.distance > meter.largest) meter.largest = meter.distance;
}

/** Audited code passes a plain poll. */
export function passed(): true {
  meter.distance = 0;
  return state.word[0] === 0 || poll();
}

/** The largest distance between two polls since the last call, in ns; begins anew. */
export function largestDistance(): number {
  const { largest } = meter;
  meter.largest = 0;
  meter.distance = 0;
  return largest;
}
