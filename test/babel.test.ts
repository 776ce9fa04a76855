/** The Babel plugin: Babel 7 and 8, TypeScript, other plugins beside it, and what it takes over from Babel's own configuration. */
import * as assert from 'uvu/assert';
import type { NodePath, PluginObj, types as t } from '@babel/core';
import { transform, type TransformOptions } from '@killable/transform';
import killable from '@killable/transform/babel';
import { observe } from './lib/observe.ts';
import { babels, type Babel } from './lib/same-program.ts';
import { suite } from './lib/suite.ts';

/** It ships no types, so TypeScript is not to look for them. */
const syntaxName: string = '@babel/plugin-syntax-typescript';
const { default: syntaxTypeScript } = (await import(syntaxName)) as { default: unknown };

interface Config {
  readonly plugins?: readonly unknown[];
  readonly options?: TransformOptions;
  readonly filename?: string;
  readonly [name: string]: unknown;
}

function compile(
  babel: Babel,
  source: string,
  { plugins = [], options = {}, ...rest }: Config = {},
): string {
  const result = babel.transformSync(source, {
    configFile: false,
    babelrc: false,
    browserslistConfigFile: false,
    targets: '',
    filename: '/somewhere/input.js',
    ...rest,
    plugins: [...plugins, [killable, options]] as never,
  });
  return result!.code!;
}

type Types = typeof t;

/** Makes nodes without places, some of them shared, as careless plugins do. */
function careless({ types: b }: { types: Types }): PluginObj {
  return {
    visitor: {
      Program: {
        enter({ node }: NodePath<t.Program>): void {
          const shared = b.callExpression(b.identifier('t'), [
            b.numericLiteral(7),
            b.arrowFunctionExpression([], b.identifier('made')),
          ]);
          const loop = b.whileStatement(
            b.binaryExpression(
              '>',
              b.updateExpression('--', b.identifier('made')),
              b.numericLiteral(0),
            ),
            b.blockStatement([b.expressionStatement(shared)]),
          );
          node.body.push(
            b.variableDeclaration('var', [
              b.variableDeclarator(b.identifier('made'), b.numericLiteral(3)),
            ]),
            loop,
            b.expressionStatement(shared),
          );
        },
      },
    },
  };
}

/** Renames by scope, so it relies on what Babel knows of the bindings. */
function renaming(): PluginObj {
  return {
    visitor: {
      Program: {
        exit(path: NodePath<t.Program>): void {
          for (const name of Object.keys(path.scope.bindings)) path.scope.rename(name, `_${name}`);
        },
      },
    },
  };
}

/** Replaces `for-of` by an index loop, as lowering plugins do, when Babel comes to it. */
function lowering({ types: b }: { types: Types }): PluginObj {
  return {
    visitor: {
      ArrowFunctionExpression(path: NodePath<t.ArrowFunctionExpression>): void {
        path.arrowFunctionToExpression();
      },
      NumericLiteral(path: NodePath<t.NumericLiteral>): void {
        if (path.node.value === 5)
          path.replaceWith(b.binaryExpression('+', b.numericLiteral(2), b.numericLiteral(3)));
      },
    },
  };
}

for (const babel of babels) {
  const test = suite(`Babel ${babel.version.split('.')[0]}`);

  test('a module gets its import before everything but directives and comments', () => {
    const code = compile(babel, "/* licence */ 'use client';\nimport a from 'a';\nfor (;;) a();\n");
    assert.match(
      code,
      /^\/\* licence \*\/\s*'use client';\s*(?:\/\*[^]*?\*\/\s*)?import \{ tick as \$t_ \} from "@killable\/runtime\/abi";\s*const \$t = \$t_;/,
    );
    assert.is(code.match(/@killable/g)!.length, 1);
  });

  test('the kind of file decides how the runtime is found', () => {
    assert.match(
      compile(babel, 'for (;;) a();', { sourceType: 'script' }),
      /var \{[^]*\} = globalThis\[Symbol\.for\(/,
    );
    assert.match(
      compile(babel, 'for (;;) a();', { sourceType: 'script', filename: '/x/a.cjs' }),
      /const \{[^]*\} = require\("@killable/,
    );
    assert.match(
      compile(babel, 'for (;;) a();', { sourceType: 'unambiguous' }),
      /const \{[^]*\} = require\("@killable/,
    );
    assert.match(
      compile(babel, 'for (;;) a();', {
        sourceType: 'script',
        options: { sourceType: 'commonjs' },
      }),
      /require\("@killable/,
    );
    assert.match(compile(babel, 'for (;;) a();'), /import \{[^]*\} from "@killable/);
  });

  test("Babel's targets choose the flavour, the plugin's options overrule them", () => {
    const isPlain = (config: Config): boolean =>
      /\$w\[0\]/.test(compile(babel, 'for (;;) a();', config));
    assert.not.ok(isPlain({}));
    assert.ok(isPlain({ targets: { node: '22' } }));
    assert.not.ok(isPlain({ targets: { node: '22', safari: '17' } }));
    assert.not.ok(isPlain({ targets: { node: '22' }, options: { poll: 'sound' } }));
    assert.ok(isPlain({ options: { target: 'chrome120' } }));
  });

  test('TypeScript by its file name needs no other plugin', () => {
    const source = 'enum E { A = f() } export const f = <T,>(x: T): T => { for (;;) f(x as any) };';
    const code = compile(babel, source, { filename: '/x/a.ts' });
    assert.match(code, /enum E/);
    assert.match(code, /--\$c < 0/);
    assert.match(
      compile(babel, 'export const f = (x: any) => <a b={() => f(x)} />;', {
        filename: '/x/a.tsx',
      }),
      /<a b=/,
    );
  });

  test('nodes of other plugins, without a place or put into two, are compiled like any other', async () => {
    const code = compile(babel, 'var a = 1; for (;;) { if (a++ > 3) break }', {
      plugins: [careless],
      sourceType: 'script',
    });
    assert.match(code, /while \(--\$c < 0 && \(\$c = \$t\(\)\), made-- > 0\)/);
    assert.match(await observe(code), /^(?:7 function \/0\n){4}value function \/0/);
  });

  test('a plugin that renames by scope finds all names, those of the prelude included', () => {
    const code = compile(babel, 'export function f(x) { for (const y of x) f(y); }', {
      plugins: [renaming],
    });
    assert.match(code, /tick as _\$t/);
    assert.not.match(code, /[^_\w]\$t\(/);
    assert.not.match(code, /[^_\w]f\(y\)/);
  });

  test('plugins that lower syntax see the polls as the author’s code', async () => {
    const source =
      'var f = (x) => { while (x-- > 0) t(1, 5); return async () => { await 1; return t(2, (() => this === globalThis)()) } }; runAll(f(2))';
    const code = compile(babel, source, { plugins: [lowering], sourceType: 'script' });
    assert.not.match(code, /=>/);
    assert.is(await observe(code), await observe(source));
  });

  test('what is compiled already is left alone', () => {
    const { code } = transform('export {}; for (;;) a();');
    assert.is(compile(babel, code).match(/@killable/g)!.length, 1);
  });

  test('comments stay', () => {
    const code = compile(
      babel,
      '/* 1 */ for (;;) { /* 2 */ } // 3\nasync () => { /* 4 */ await /* 5 */ a /* 6 */ };',
    );
    for (const n of [1, 2, 3, 4, 5, 6]) assert.match(code, `/* ${n} */`.replace('/* 3 */', '// 3'));
  });
}

const seven = suite('Babel 7 alone');

seven('@babel/plugin-syntax-typescript works before and behind', () => {
  const source = 'export const f = (x: number): number => { for (;;) f(x) };';
  for (const plugins of [[syntaxTypeScript], []]) {
    assert.match(compile(babels[0]!, source, { filename: '/x/a.ts', plugins }), /--\$c < 0/);
  }
  const code = babels[0]!.transformSync(source, {
    configFile: false,
    babelrc: false,
    filename: '/x/a.ts',
    plugins: [killable, syntaxTypeScript] as never,
  })!.code!;
  assert.match(code, /--\$c < 0/);
});
