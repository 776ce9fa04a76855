/**
 * Whether a module's own constants may stand for what it imports of the ABI: `const $n=$n_` behind the import.
 *
 * An engine knows the value of a constant and puts it into optimised code: no load of a binding, no check of what it is. (V8 11.3, on kernels and
 * packages: entry polls cost a third to two thirds less. It does not do so for an imported binding or a `var`.)
 * Claim: nobody sees the constant before it has its value. Sound because it comes first in the module's body, and code of the module
 * runs before that only if another module calls a function declaration that is hoisted: one that is exported, to a module that takes part in
 * a cycle of imports. A module that imports nothing but built-ins is in no cycle.
 */
import type * as t from '@babel/types';

/** Modules of Node under their bare names; a package of one of these names cannot be imported there. */
const builtins =
  /^(?:node:.*|assert|buffer|child_process|cluster|crypto|dns|events|fs|http|https|module|net|os|path|perf_hooks|process|querystring|readline|stream|string_decoder|timers|tls|tty|url|util|v8|vm|worker_threads|zlib)(?:\/.*)?$/;

export function mayAlias({ body }: t.Program): boolean {
  return !body.some(importsModule) || !exportsHoisted(body);
}

function importsModule(statement: t.Statement): boolean {
  switch (statement.type) {
    case 'ImportDeclaration':
      return statement.importKind !== 'type' && !builtins.test(statement.source.value);
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return statement.source != null && statement.exportKind !== 'type';
    default:
      return statement.type === 'TSImportEqualsDeclaration';
  }
}

function exportsHoisted(body: readonly t.Statement[]): boolean {
  const hoisted = new Set<string>();
  for (const statement of body)
    if (statement.type === 'FunctionDeclaration' && statement.id) hoisted.add(statement.id.name);
  return body.some((statement) => {
    if (statement.type === 'ExportDefaultDeclaration')
      return (
        statement.declaration.type === 'FunctionDeclaration' ||
        (statement.declaration.type === 'Identifier' && hoisted.has(statement.declaration.name))
      );
    if (statement.type !== 'ExportNamedDeclaration') return false;
    if (statement.declaration?.type === 'FunctionDeclaration') return true;
    return statement.specifiers.some(
      (specifier) =>
        specifier.type === 'ExportSpecifier' && hoisted.has((specifier.local as t.Identifier).name),
    );
  });
}
