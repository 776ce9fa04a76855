import { parentPort, workerData } from 'node:worker_threads';
import { serve } from './serve.js';

await serve(workerData, (message) => parentPort.postMessage(message));
