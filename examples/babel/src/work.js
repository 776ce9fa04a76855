/** What the thread runs: an async loop that catches everything, and still ends. */
export default async function work(flag) {
  try {
    for (;;) {
      try {
        Atomics.store(flag, 0, 1);
        await Promise.reject(new Error('again'));
      } catch {
        // Forgives everything, but a ThreadExit passes an ordinary catch clause.
      }
    }
  } finally {
    console.log('the thread cleans up');
  }
}
