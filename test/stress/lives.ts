/** SEMANTICS 9.17: threads started and killed: no memory, handle or listener stays, and no ident is used again. */
import * as assert from 'uvu/assert';
import { Thread } from '@killable/runtime';
import { pause } from '../lib/run-thread.ts';

const AT_ONCE = 4;

export async function lives(count: number): Promise<string> {
  const signal = new AbortController().signal;
  let listening = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    listening++;
    addEventListener.apply(signal, args);
  };
  signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    listening--;
    removeEventListener.apply(signal, args);
  };
  const idents = new Set<number>();
  const one = async (): Promise<void> => {
    const target = (): void => {
      for (;;);
    };
    const thread = new Thread(target, {
      compile: true,
      signal,
      grace: 60_000,
      worker: { execArgv: [] },
    });
    thread.start();
    idents.add(thread.ident!);
    const delivery = thread.raiseExc(Error).withdraw();
    assert.ok(delivery);
    const outcome = await thread.kill();
    assert.equal(outcome, { status: 'killed', rung: 1 });
  };
  const round = async (n: number): Promise<void> => {
    for (let i = 0; i < n; i += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, one));
  };
  const warm = Math.min(count / 2, 200);
  await round(warm);
  await pause(100);
  const before = usage();
  await round(count - warm);
  // Ports close in a later turn.
  for (let i = 0; i < 50 && usage().handles > before.handles; i++) await pause(20);
  const after = usage();
  assert.is(
    idents.size,
    Math.ceil(warm / AT_ONCE) * AT_ONCE + Math.ceil((count - warm) / AT_ONCE) * AT_ONCE,
  );
  assert.is(listening, 0, 'listeners stay');
  assert.ok(after.handles <= before.handles, `${after.handles} handles stay, of ${before.handles}`);
  const grown = after.memory - before.memory;
  // A thread's mailbox alone is 130 kB: if threads stayed, it would be far more.
  assert.ok(grown < 20e6 + 4e3 * count, `memory grew by ${grown} bytes`);
  return `${idents.size} threads lived; memory grew by ${Math.round(grown / 1e3)} kB`;
}

function usage(): { handles: number; memory: number } {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, arrayBuffers, external } = process.memoryUsage();
  const handles = process
    .getActiveResourcesInfo()
    .filter((name) => /Worker|MessagePort/.test(name));
  return { handles: handles.length, memory: heapUsed + arrayBuffers + external };
}
