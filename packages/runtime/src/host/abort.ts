/** Calls `run` when the signal aborts, at once if it has (SEMANTICS 5.3). Returns what stops listening. */
export function whenAborted(signal: AbortSignal, run: () => void): () => void {
  if (signal.aborted) run();
  else signal.addEventListener('abort', run, { once: true });
  return () => signal.removeEventListener('abort', run);
}
