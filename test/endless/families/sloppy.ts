/** CommonJS, sloppy mode: the syntax that modules do not have. */
import type { Family, Program } from '../program.ts';

const cjs = (program: Program): Program => ({ extension: 'cjs', ...program });

export const sloppy: Family = {
  name: 'sloppy CommonJS',
  programs: {
    'a loop in with': cjs({ body: `var o = { x: 1 }; with (o) while (x) n++;` }),
    'with in a loop': cjs({ body: `for (;;) with ({ n: 1 }) n++;` }),
    'a var in the head of a loop': cjs({ body: `for (var i = 0, j = 0; i <= j; j++); ` }),
    'a var that is used before the loop': cjs({ body: `i = 1; while (i) var i = 2;` }),
    'for-in with an initialiser': cjs({ body: `for (;;) for (var key = 1 in { a: 1 }) n++;` }),
    'arguments.callee': cjs({
      body: `(function (n) { if (n) { arguments.callee(n - 1); arguments.callee(n - 1); } })(60);`,
    }),
    'arguments that follow the parameters': cjs({
      head: `function f(x) { arguments[0] = x + 1; return x; }`,
      body: `for (;;) n = f(n) - n;`,
    }),
    'a function that is declared in a block': cjs({
      body: `if (true) { function tree(n) { if (n) { tree(n - 1); tree(n - 1); } } } tree(60);`,
    }),
    'a labelled function': cjs({
      head: `label: function tree(n) { if (n) { tree(n - 1); tree(n - 1); } }`,
      body: `tree(60);`,
    }),
    'this in a sloppy function': cjs({
      head: `function tree(n) { if (n) { this.tree = tree; this.tree(n - 1); tree(n - 1); } }`,
      body: `tree(60);`,
    }),
    'a strict function in a sloppy file': cjs({
      head: `function spin() { 'use strict'; for (;;); }`,
      body: `spin();`,
    }),
    'names that are keywords elsewhere': cjs({
      body: `var yield_ = 1, let_ = 2, async = 3; for (const x of (function* () { for (;;) yield async; })()) yield_ = x;`,
    }),
    'await as a name': cjs({ body: `var await = 1; while (await) n++;` }),
    'let as a name': cjs({ body: `var let = [1]; while (let.length) n = let[0] + n;` }),
    'octal numbers and HTML comments': cjs({
      body: `for (var i = 010; i; i++) <!-- a comment\n n++;`,
    }),
    'a module that is TypeScript': {
      extension: 'cts',
      body: `for (let i: number = 0; ; i++) n = i;`,
    },
    'an async function': cjs({ async: `for (;;) await null;` }),
  },
};
