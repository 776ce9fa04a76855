/** `one.js <file> <warm> <patience>`: one shape in a worker of Node, Bun or Deno; prints what became of it. */
import process from 'node:process';
import { Worker } from 'node:worker_threads';
import { kill } from './kill.js';

const [file, warm, patience] = process.argv.slice(2);
const worker = new Worker(new URL('./worker-threads.js', import.meta.url), { workerData: file });
const result = await kill(worker, (hear) => worker.on('message', hear), {
  warm: Number(warm),
  patience: Number(patience),
});
console.log(JSON.stringify(result));
process.exit(0);
