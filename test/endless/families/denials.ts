/** A `finally` that ends abruptly supersedes the exit, as the language says; no `finally` can deny a kill (rule 3.4). */
import type { Family } from '../program.ts';

export const denials: Family = {
  name: 'denials',
  programs: {
    'a finally that continues': {
      body: `for (;;) { try { for (;;); } finally { continue; } }`,
      denies: true,
    },
    'a finally that continues a label': {
      body: `outer: for (;;) { for (;;) { try { for (;;); } finally { continue outer; } } }`,
      denies: true,
    },
    'a finally that breaks out of a block': {
      body: `for (;;) block: { try { for (;;); } finally { break block; } }`,
      denies: true,
    },
    'a finally that breaks out of an inner loop': {
      body: `for (;;) for (;;) { try { for (;;); } finally { break; } }`,
      denies: true,
    },
    'a finally that returns': {
      head: `const f = () => { try { for (;;); } finally { return; } };`,
      body: `for (;;) f();`,
      denies: true,
    },
    'a finally that throws': {
      body: `for (;;) { try { try { for (;;); } finally { throw new Error('no'); } } catch {} }`,
      denies: true,
    },
    'a finally that returns from a method': {
      head: `class C { m() { try { while (1); } finally { return this; } } }`,
      body: `const c = new C(); for (;;) c.m();`,
      denies: true,
    },
    'a clause with a finally that continues': {
      body: `for (;;) { try { for (;;); } catch {} finally { continue; } }`,
      denies: true,
    },
    'a finally that continues after an await': {
      async: `for (;;) { try { await new Promise(() => {}); } finally { continue; } }`,
      denies: true,
    },
    'a finally that returns from an async function': {
      head: `const f = async () => { try { for (;;) await null; } finally { return; } };`,
      async: `for (;;) await f();`,
      denies: true,
    },
    'a finally that returns from a generator': {
      head: `function* f() { try { for (;;) yield 1; } finally { return; } }`,
      body: `for (;;) { const it = f(); for (let r = it.next(); !r.done; r = it.next()); }`,
      denies: true,
    },
  },
};
