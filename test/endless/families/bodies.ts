/** Endless loops that do something: what an optimiser vectorises, hoists, inlines or allocates is another matter each time. */
import type { Family } from '../program.ts';

export const bodies: Family = {
  name: 'loop bodies',
  programs: {
    'allocation of an array': `while (true) new Array(100);`,
    'allocation of an object that escapes': `let last; for (;;) last = { n: n++ };`,
    'allocation of closures': `let f = () => 0; for (;;) { const k = n++; f = () => k; }`,
    'a running sum': `for (;;) n += 1;`,
    'a sum over a typed array': `const a = new Float64Array(4096).fill(1); for (;;) for (let i = 0; i < a.length; i++) n += a[i];`,
    'a sum over an integer array, unrolled by hand': `const a = new Int32Array(4096); for (;;) for (let i = 0; i < 4096; i += 4) n = (n + a[i] + a[i + 1] + a[i + 2] + a[i + 3]) | 0;`,
    'stores to a typed array': `const a = new Uint8Array(65536); for (;;) for (let i = 0; i < 65536; i++) a[i] = i ^ n++;`,
    'stores to shared memory': `for (;;) log[6] = n++;`,
    'a product of matrices': `const m = [[1, 2], [3, 4]], out = [[0, 0], [0, 0]];
      for (;;) for (let i = 0; i < 2; i++) for (let j = 0; j < 2; j++) {
        let s = 0;
        for (let k = 0; k < 2; k++) s += m[i][k] * m[k][j];
        out[i][j] = s;
      }`,
    'an inner loop that makes no iteration': `const none = []; for (;;) for (let i = 0; i < none.length; i++) n++;`,
    'an inner loop that is left at once': `for (;;) { for (;;) { if (n === 0) break; n++; } }`,
    'a call of a function that polls': {
      head: `const seen = []; function step(k) { seen[0] = k; other(seen); return 1; } function other(list) { list.forEach(String); }`,
      body: `for (let i = 0; ; i = (i + step(i)) | 0);`,
    },
    'a sieve': `const sieve = new Uint8Array(10000);
      for (;;) { sieve.fill(1); for (let p = 2; p * p < 10000; p++) if (sieve[p]) for (let q = p * p; q < 10000; q += p) sieve[q] = 0; }`,
    'a ring of nodes': `const a = {}, b = { next: a }; a.next = b; for (let node = a; node; node = node.next);`,
    'a hash': `for (;;) n = Math.imul(n ^ 0x9e3779b9, 0x85ebca6b) >>> 0;`,
    'calls that are inlined': `const add = (a, b) => (a + b) | 0; for (;;) n = add(n, add(n, 1));`,
    'calls of a built-in': `for (;;) n = Math.max(n, Math.sqrt(2));`,
    'a call through an object with many shapes': `const shapes = [{ f: () => 1 }, { a: 1, f: () => 2 }, { b: 1, f: () => 3 }, { c: 1, f: () => 4 }, { d: 1, f: () => 5 }];
      for (let i = 0; ; i = (i + 1) % 5) n += shapes[i].f();`,
    'strings that grow and are cut': `let s = ''; for (;;) { s += n++; if (s.length > 1000) s = s.slice(990); }`,
    'a zero-length match that never moves on': `const re = /x*/g; while (re.exec('abc'));`,
    'a regular expression per iteration': `for (;;) if (/^(a|b)+c$/.test('abababc')) n++;`,
    'replace with a callback': `for (;;) 'a-b-c'.replace(/-/g, () => String(n++));`,
    'sort with a comparator': `for (;;) [3, 1, 2].sort((a, b) => a - b);`,
    'entries of a map that come and go': `const m = new Map(); for (;;) { m.set(n, n); m.delete(n++ - 1); }`,
    'destructuring that swaps': `let a = 1, b = 2; for (;;) [a, b] = [b, a];`,
    'spread of an object': `let o = { a: 1 }; for (;;) o = { ...o, n: n++ };`,
    'properties that are deleted': `const o = {}; for (;;) { o.x = 1; delete o.x; }`,
    'big integers': `let x = 3n; for (;;) x = (x * x + 1n) % 1000000007n;`,
    'JSON there and back': `let o = { a: [1, 2] }; for (;;) o = JSON.parse(JSON.stringify(o));`,
    'exceptions that are thrown and caught': {
      body: `for (;;) try { throw new Error('x'); } catch (e) { n++; }`,
      raised: 'swallowed',
    },
    'exceptions that come from a callee': {
      head: `const fail = () => { throw 1; };`,
      body: `for (;;) { try { fail(); } catch { n++; } }`,
      raised: 'swallowed',
    },
    'private fields': `class C { #x = 0; step() { return ++this.#x; } } const c = new C(); for (;;) c.step();`,
    'arguments and rest': `function f(...xs) { return xs.length + arguments.length; } for (;;) n = f(n, 1);`,
    'an optional chain': `const o = { a: { f: () => 1 } }; for (;;) n += o?.a?.f?.() ?? 0;`,
    'synchronous input and output': {
      head: `import { statSync } from 'node:fs';`,
      body: `for (;;) if (statSync('.').isDirectory()) n++;`,
    },
    clones: `for (;;) structuredClone({ n });`,
  },
};
