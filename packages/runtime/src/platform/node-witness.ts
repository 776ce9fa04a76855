/**
 * A worker that sees others end while the thread that started them is blocked.
 *
 * The program is a text, as the watchdog's is, so that a bundler cannot lose it.
 */
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';

const program = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ end, cells, version, gone }) => {
  end.once('close', () => {
    Atomics.store(cells, gone, 1);
    Atomics.add(cells, version, 1);
    Atomics.notify(cells, version);
  });
  end.on('message', () => {}); // a port that nobody listens to does not notice
});`;

let witness: Worker | undefined;

/** A pair of ports, of which `other` goes to the worker to watch. */
export function lifeline(): { end: MessagePort; other: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  return { end: port1, other: port2 };
}

/** Sets the cell `gone` to 1 and moves the cell `version` when the owner of the other end has gone. */
export function watch(
  end: unknown,
  cells: Int32Array,
  at: { readonly version: number; readonly gone: number },
): void {
  if (witness === undefined) {
    witness = new Worker(program, { eval: true, execArgv: [], env: {}, name: 'killable witness' });
    witness.unref();
  }
  witness.postMessage({ end, cells, ...at }, [end as MessagePort]);
}
