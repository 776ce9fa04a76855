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
import { importsModule } from './imports.ts';

export function mayAlias({ body }: t.Program): boolean {
  return !body.some((statement) => importsModule(statement)) || !exportsHoisted(body);
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
