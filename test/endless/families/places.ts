/** A loop wherever code can stand: in functions of every kind, classes, literals, keys, defaults, templates. */
import type { Family } from '../program.ts';

export const places: Family = {
  name: 'places of loops',
  programs: {
    'a loop in an arrow function': `(() => { for (;;); })();`,
    'a loop in a nested function that is called once': `function spin() { while (true); } function call() { return spin(); } call();`,
    'a loop in a method': `({ spin() { for (;;); } }).spin();`,
    'a loop in an object literal between its properties': `({ a: n++, b: (() => { while (1) n++; })(), c: n++ });`,
    'a loop in a constructor': `new (class { constructor() { for (;;); } })();`,
    'a loop in a constructor before super': `new (class extends Object { constructor() { for (;;) n++; super(); } })();`,
    'a loop in a class field': `new (class { field = (() => { for (;;); })(); })();`,
    'a loop in a static block': `class C { static { for (;;); } }`,
    'a loop in a computed key': `({ [(() => { for (;;); })()]: 1 });`,
    'a loop in a default of a parameter': `((x = (() => { for (;;); })()) => x)();`,
    'a loop in a default of a pattern': `const { x = (() => { for (;;); })() } = {};`,
    'a loop in a template': 'String.raw`a${(() => { for (;;); })()}`;',
  },
};
