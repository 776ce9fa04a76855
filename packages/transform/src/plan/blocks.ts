/** Which statements give the block they stand in a variable of its own. */
import type * as t from '@babel/types';

export function declaresInBlock(statement: t.Node): boolean {
  switch (statement.type) {
    case 'VariableDeclaration':
      return statement.kind !== 'var';
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
    case 'ImportDeclaration':
      return true;
    default:
      return false;
  }
}
