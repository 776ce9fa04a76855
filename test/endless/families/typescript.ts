/** The same in TypeScript and TSX: syntax that goes away when it is stripped stands around, inside and before the loops. */
import type { Family, Program } from '../program.ts';

const ts = (program: Program): Program => ({ extension: 'ts', ...program });

export const typescript: Family = {
  name: 'TypeScript',
  programs: {
    'a typed loop': ts({ body: `for (let i: number = 0; (i as number) < Infinity; i++) n = i!;` }),
    'a loop after declarations that vanish': ts({
      head: `interface A { a: number } type B = A & { b?: string }; declare const nowhere: B;`,
      body: `let a: A = { a: 1 }; while ((a satisfies A).a) a = { a: 1 } as B;`,
    }),
    'a generic arrow function': ts({
      head: `const id = <T,>(x: T): T => x;`,
      body: `for (;;) n = id<number>(n + 1);`,
    }),
    overloads: ts({
      head: `function tree(n: number): void; function tree(n: string): void; function tree(n: any) { if (n) { tree(n - 1); tree(n - 1); } }`,
      body: `tree(60);`,
    }),
    'parameter properties': ts({
      head: `class Node { constructor(private readonly n: number, public left = n && new Node(n - 1), public right = n && new Node(n - 1)) {} }`,
      body: `new Node(60);`,
    }),
    'parameter properties in a derived class': ts({
      head: `class Base {} class Node extends Base { constructor(readonly n: number) { super(); if (n) { new Node(n - 1); new Node(n - 1); } } }`,
      body: `new Node(60);`,
    }),
    'an enum with a computed member': ts({
      head: `const value = (): number => { for (;;); };`,
      body: `enum E { A = value() }`,
    }),
    'an abstract class': ts({
      head: `abstract class Base { abstract step(): void; run(): never { for (;;) this.step(); } } class C extends Base { override step(): void {} }`,
      body: `new C().run();`,
    }),
    'an optional method and a definite field': ts({
      head: `class C { n!: number; m?(): void; declare x: string; tree(n: number): number { return n ? this.tree(n - 1) + this.tree(n - 1) : this.n ?? 0; } }`,
      body: `new C().tree(60);`,
    }),
    'a this parameter': ts({
      head: `function tree(this: { n: number }, depth: number): void { if (depth) { tree.call(this, depth - 1); tree.call(this, depth - 1); } }`,
      body: `tree.call({ n }, 60);`,
    }),
    'an async generator with types': ts({
      head: `async function* numbers(): AsyncGenerator<number, void, unknown> { for (let i = 0; ; i++) yield i; }`,
      async: `for await (const i of numbers() as AsyncIterable<number>) n = i;`,
    }),
    'a decorated method': ts({
      head: `const same = (f: any, _: unknown): any => f; class C { @same tree(n: number): void { if (n) { this.tree(n - 1); this.tree(n - 1); } } }`,
      body: `new C().tree(60);`,
    }),
    'a tree of elements': {
      extension: 'tsx',
      head: `const h = (f: any, props: any, ...children: any[]): any => f(props);
        const Tree = ({ n }: { n: number }): any => (n ? <Tree n={n - 1}>{<Tree n={n - 1} />}</Tree> : null);`,
      body: `(<Tree n={60} />);`,
    },
    'a loop in an attribute': {
      extension: 'tsx',
      head: `const h = (...x: any[]): any => x;`,
      body: `(<p title={(() => { for (;;); })()}>text</p>);`,
    },
    'elements in a loop': {
      extension: 'jsx',
      head: `const h = (name, props, ...children) => ({ name, props, children }); const Fragment = 'f';`,
      body: `for (;;) n = (<><li key={n}>{n}</li></>).children.length;`,
    },
    'a module in .mts': {
      extension: 'mts',
      head: `export type T = number;`,
      body: `for (let i: T = 0; ; i++);`,
    },
  },
};
