/**
 * Module bodies. A module that is still being evaluated may be interrupted; the thread then ends, so that no half-initialised module
 * is used (rule 2.8). The first ones are the thread's own module, the others are imported by a target that runs.
 */
import type { Family } from '../program.ts';

const spin = (loop: string): string =>
  `running(); try { ${loop} } finally { cleaned(); }\nexport default () => {};`;

export const modules: Family = {
  name: 'modules',
  programs: {
    'a loop in a module body': { module: spin(`for (;;);`) },
    'a tree of calls in a module body': {
      module: spin(`tree(60);`) + `\nfunction tree(n) { if (n) { tree(n - 1); tree(n - 1); } }`,
    },
    'a loop in the initialiser of a constant': {
      module: `const x = (() => { running(); try { for (;;); } finally { cleaned(); } })();\nexport default () => x;`,
    },
    'a loop in a static block of a module': {
      module: `export default class C { static { running(); try { while (true); } finally { cleaned(); } } }`,
    },
    'a loop in a static field of a module': {
      module: `class C { static x = (() => { running(); try { while (true); } finally { cleaned(); } })(); }\nexport default () => C;`,
    },
    'a loop in a computed key of a module': {
      module: `export default { [(() => { running(); try { while (true); } finally { cleaned(); } })()]: 1 };`,
    },
    'a top-level await that never ends': { module: spin(`await new Promise(() => {});`) },
    'a top-level loop of awaits': { module: spin(`for (;;) await null;`) },
    'a top-level for await': {
      module:
        spin(`for await (const x of endless());`) +
        `\nasync function* endless() { for (;;) yield 1; }`,
    },
    'a top-level catch-all': {
      module: spin(`for (;;) try { for (let i = 0; i < 1e6; i++); } catch {}`),
      raised: 'swallowed',
    },
    'a TypeScript module with a loop in an initialiser': {
      extension: 'mts',
      module: `const spin = (): never => { running(); try { for (;;); } finally { cleaned(); } };
        const value: string = spin(); export default (): string => value;`,
    },
    'an imported module that loops': {
      async: `await import('./spin.mjs');`,
      raised: 'uncaught',
      files: { 'spin.mjs': `for (;;);` },
    },
    'an imported module that loops in a dependency': {
      async: `await import('./outer.mjs');`,
      raised: 'uncaught',
      files: { 'outer.mjs': `import './spin.mjs';`, 'spin.mjs': `let n = 0; while (true) n++;` },
    },
    'an imported class with a static block that loops': {
      async: `await import('./spin.mjs');`,
      raised: 'uncaught',
      files: { 'spin.mjs': `export class C { static { for (;;); } }` },
    },
    'an imported module that awaits without an end': {
      async: `await import('./spin.mjs');`,
      raised: 'uncaught',
      files: { 'spin.mjs': `for (;;) await null;` },
    },
    'an imported module that loops, whose importer goes on': {
      async: `await import('./spin.mjs').catch((e) => { if (e.name === 'ThreadExit') return; }); for (;;);`,
      raised: 'uncaught',
      files: { 'spin.mjs': `for (;;);` },
    },
    'a CommonJS module that loops': {
      extension: 'cjs',
      body: `require('./spin.cjs');`,
      raised: 'uncaught',
      files: { 'spin.cjs': `for (;;);` },
    },
  },
};
