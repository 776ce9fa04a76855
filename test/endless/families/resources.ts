/** `using` and `await using`, which esbuild makes into `try`/`finally` for this engine. Disposers are cleanup: they run, and they run whole. */
import type { Family } from '../program.ts';

const resource = `const resource = () => ({ [Symbol.dispose]() {}, [Symbol.asyncDispose]: async () => {} });`;

export const resources: Family = {
  name: 'resources',
  programs: {
    'using in a loop': {
      extension: 'ts',
      // In a function: esbuild's variables for the error live as long as the function and are not reset by the loop.
      head: `${resource} let n = 0; function loop() { for (;;) { using r = resource(); n++; } }`,
      body: `loop();`,
    },
    'using around a loop': {
      extension: 'ts',
      head: resource,
      body: `using r = resource(); for (;;);`,
    },
    'using in the head of for-of': {
      extension: 'ts',
      head: `${resource} function* all() { for (;;) yield resource(); }
        function loop() { for (using r of all()); }`,
      body: `loop();`,
    },
    'using in a tree of calls': {
      extension: 'ts',
      head: `${resource} function tree(n: number): void { if (n) { using r = resource(); tree(n - 1); tree(n - 1); } }`,
      body: `tree(60);`,
    },
    'using whose initialiser never returns': {
      extension: 'ts',
      body: `using r = (() => { for (;;); })();`,
    },
    'await using in a loop': {
      extension: 'ts',
      head: `${resource} async function loop() { for (;;) { await using r = resource(); await null; } }`,
      async: `await loop();`,
    },
    'await using around an await that never ends': {
      extension: 'ts',
      head: resource,
      async: `await using r = resource(); await new Promise(() => {});`,
    },
    'two resources around a loop': {
      extension: 'ts',
      head: resource,
      body: `using a = resource(), b = resource(); while (true) n++;`,
    },
  },
};
