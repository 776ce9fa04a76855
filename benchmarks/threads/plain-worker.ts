/** Runs the same modules, uncompiled, in an ordinary worker: what `worker.terminate()` is measured on. */
import { workerData } from 'node:worker_threads';

const { file, args } = workerData as { file: string; args: unknown[] };
const { main } = (await import(file)) as { main: (...args: unknown[]) => unknown };
await main(...args);
