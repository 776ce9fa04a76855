/** Programs that catch everything and go on. A `ThreadExit` passes ordinary clauses, as `SystemExit` passes `except Exception` (rule 3.3). */
import type { Family, Program } from '../program.ts';

const sleep = `import { sleep } from '@killable/runtime';`;

const swallows = (program: Program): Program => ({ ...program, raised: 'swallowed' });

export const catchAlls: Family = {
  name: 'catch-alls',
  programs: {
    'a loop that is tried again': swallows({ body: `while (1) try { for (;;); } catch {}` }),
    'a call that is tried again': swallows({
      head: `const f = () => { for (;;); };`,
      body: `for (;;) { try { f(); } catch (e) { n++; } }`,
    }),
    'short work that is tried again': swallows({
      head: `const f = () => 1;`,
      body: `while (1) try { f(); } catch {}`,
    }),
    'a clause that takes the error apart': swallows({
      body: `for (;;) try { for (;;); } catch ({ message, stack = n }) { n++; }`,
    }),
    'a clause that tests the class': {
      body: `for (;;) try { for (;;); } catch (e) { if (e instanceof RangeError) throw e; }`,
    },
    'a clause that wraps the error': swallows({
      body: `for (;;) try { try { for (;;); } catch (e) { throw new Error('wrapped', { cause: e }); } } catch {}`,
    }),
    'clauses in clauses': swallows({
      body: `for (;;) try { try { try { for (;;); } catch { n++; } } catch { n++; } } catch { n++; }`,
    }),
    'a clause that continues a label': swallows({
      body: `again: for (;;) { try { for (;;); } catch { continue again; } }`,
    }),
    'a clause with a finally': swallows({
      body: `for (;;) try { for (;;); } catch { n++; } finally { n++; }`,
    }),
    'a clause in a callback': swallows({
      body: `for (;;) [1, 2].forEach(() => { try { for (;;); } catch {} });`,
    }),
    'a clause in a generator': swallows({
      head: `function* f() { for (;;) try { yield 1; for (let i = 0; i < 1e6; i++); } catch {} }`,
      body: `for (const x of f());`,
    }),
    'an await that is tried again': swallows({
      head: sleep,
      async: `while (1) try { await sleep(1); } catch {}`,
    }),
    'a call that awaits, tried again': swallows({
      head: `${sleep} const f = async () => { await sleep(1); };`,
      async: `while (1) try { await f(); } catch {}`,
    }),
    'an await of nothing that is tried again': swallows({
      async: `while (1) try { await null; } catch {}`,
    }),
    'an await that never ends, tried again': swallows({
      async: `while (1) try { await new Promise(() => {}); } catch {}`,
    }),
    'for await that is tried again': swallows({
      head: `async function* f() { for (;;) { await null; yield 1; } }`,
      async: `for (;;) try { for await (const x of f()); } catch {}`,
    }),
    'an async function that calls itself after each error': swallows({
      head: `${sleep} async function f() { try { await sleep(1e6); } catch { n(); } function n() {} return f(); }`,
      async: `await f();`,
    }),
    'retries with a pause': swallows({
      head: `${sleep} async function retry(f) { for (;;) { try { return await f(); } catch { await sleep(1); } } }`,
      async: `await retry(async () => { await sleep(2); throw new Error('again'); });`,
    }),
    'catch of a promise': swallows({
      head: `${sleep} const f = async () => { for (;;) await sleep(1); };`,
      async: `for (;;) await f().catch(() => {});`,
    }),
    'the second argument of then': swallows({
      head: `${sleep} const f = async () => { for (;;) await sleep(1); };`,
      async: `for (;;) await f().then(null, () => {});`,
    }),
    'catch that begins again': swallows({
      head: `${sleep} const f = async () => { for (;;) await sleep(1); }; const again = () => f().catch(again);`,
      async: `await again();`,
    }),
    'catch that spins': {
      head: `const f = async () => { throw 1; };`,
      async: `await f().catch(() => { for (;;); });`,
      masked: true,
    },
    'catch that awaits for ever': {
      async: `await Promise.reject(1).catch(async () => { setInterval(() => {}, 1e4); await new Promise(() => {}); });`,
    },
    'catch of a promise by a quoted name': swallows({
      head: `${sleep} const f = async () => { await sleep(1e6); }; const ignore = () => {};`,
      async: `for (;;) await f()['catch'](ignore);`,
    }),
    'Promise.allSettled': swallows({
      head: `${sleep} const f = async () => { for (;;) await sleep(1); };`,
      async: `for (;;) await Promise.allSettled([f(), f()]);`,
    }),
    'Promise.any': swallows({
      head: `${sleep} const f = async () => { for (;;) await sleep(1); };`,
      async: `for (;;) await Promise.any([f()]).catch(() => {});`,
    }),
    'an executor of a promise': swallows({
      async: `for (;;) try { await new Promise(() => { for (;;); }); } catch {}`,
    }),
    'a finally that goes on normally': { body: `for (;;) try { for (;;); } finally { n++; }` },
    'a clause that never ends': { body: `try { throw 1; } catch { for (;;); }`, masked: true },
    'a clause that calls what never ends': {
      head: `const f = () => { for (;;); };`,
      body: `try { null.x; } catch (e) { f(); }`,
      masked: true,
    },
    'a main programme inside a clause': {
      head: `const main = () => { for (;;) try { for (let i = 0; i < 1000; i++); } catch {} };`,
      body: `try { throw 1; } catch { main(); }`,
      masked: true,
      raised: 'swallowed',
    },
    'a finally that never ends': { body: `try { n++; } finally { for (;;); }`, masked: true },
    'an event target that reports what its listeners throw': swallows({
      body: `const e = new EventTarget(); e.addEventListener('x', () => { for (let i = 0; i < 1e5; i++); }); for (;;) e.dispatchEvent(new Event('x'));`,
    }),
  },
};
