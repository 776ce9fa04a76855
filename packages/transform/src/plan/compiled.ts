/** Recognises a text that imports the ABI, however the import is written: what does so is compiled already. */
import type { Program, Statement } from '@babel/types';

export function isCompiled(program: Program, specifiers: readonly string[]): boolean {
  return program.body.some((statement) =>
    specifiers.some((specifier) => importsAbi(statement, specifier)),
  );
}

function importsAbi(statement: Statement, specifier: string): boolean {
  if (statement.type === 'ImportDeclaration') return statement.source.value === specifier;
  if (statement.type !== 'VariableDeclaration') return false;
  return statement.declarations.some(({ init }) => {
    if (init?.type === 'CallExpression') {
      const [argument] = init.arguments;
      return (
        init.callee.type === 'Identifier' &&
        init.callee.name === 'require' &&
        argument?.type === 'StringLiteral' &&
        argument.value === specifier
      );
    }
    // A script reads the record: globalThis[Symbol.for('@killable/runtime/abi/1')].
    if (init?.type !== 'MemberExpression' || init.property.type !== 'CallExpression') return false;
    const [key] = init.property.arguments;
    return key?.type === 'StringLiteral' && key.value.startsWith('@killable/runtime/abi/');
  });
}
