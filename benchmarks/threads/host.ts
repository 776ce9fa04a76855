/// <reference lib="es2024.sharedmemory" />
/** The host's side: starts a module in a thread or in an ordinary worker, waits for its counts. Runs in a process of its own. */
import { Worker } from 'node:worker_threads';
import { pathToFileURL } from 'node:url';
import { Thread } from '@killable/runtime';
import { openCells, type Cells } from './cells.ts';
import { HOST_MARK, type HostJob } from './mark.ts';

/** An ordinary interrupt. */
export class Cancelled extends Error {
  override name = 'Cancelled';
}

export interface Running<Handle> {
  readonly cells: Cells;
  readonly handle: Handle;
}

export function startThread({ file }: HostJob): Running<Thread> {
  const shared = new SharedArrayBuffer(64);
  const options = { exportName: 'main', args: [shared] };
  const handle = new Thread(pathToFileURL(file), options).start() as Thread;
  return { cells: openCells(shared), handle };
}

export function startWorker({ file, plainWorker }: HostJob): Running<Worker> {
  const shared = new SharedArrayBuffer(64);
  const workerData = { file: pathToFileURL(file).href, args: [shared] };
  return {
    cells: openCells(shared),
    handle: new Worker(pathToFileURL(plainWorker), { workerData }),
  };
}

/** Waits until the count is at least `least`. The event loop goes on. */
export async function reached({ counts }: Cells, which: number, least: number): Promise<void> {
  for (const end = Date.now() + 30_000; ;) {
    const now = Atomics.load(counts, which);
    if (now >= least) return;
    if (Date.now() > end) throw new Error(`cell ${which} is ${now} after 30 s, not ${least}`);
    const wait = Atomics.waitAsync(counts, which, now, 1000);
    if (wait.async) await wait.value;
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The job, from the command line, and the answer, to the parent. */
export async function hostMain(measure: (job: HostJob) => Promise<number[]>): Promise<void> {
  const samples = await measure(JSON.parse(process.argv[2]!) as HostJob);
  process.stdout.write(`\n${HOST_MARK}${JSON.stringify(samples)}\n`, () => process.exit(0));
}
