/**
 * Whether a file takes code from other files. One that does not, a finished bundle for example, holds the whole program, but for who uses it: what its
 * names reach can be told.
 */
import type * as t from '@babel/types';
import { platformModules } from './builtins.ts';
import type { Survey } from './survey.ts';

export function importsCode({ program, items, flow }: Survey, runtime: string): boolean {
  const sources: (t.Node | undefined)[] = [...flow.required];
  for (const { kind, node } of items)
    if (kind === 'import') sources.push('source' in node ? node.source : node.arguments[0]);
  return (
    program.body.some((statement) => importsModule(statement, runtime)) ||
    sources.some((source) => source?.type !== 'StringLiteral' || !isKnown(source.value, runtime))
  );
}

/** Whether a statement imports a module that is not of the platform, nor the runtime. */
export function importsModule(statement: t.Statement, runtime?: string): boolean {
  switch (statement.type) {
    case 'ImportDeclaration':
      return statement.importKind !== 'type' && !isKnown(statement.source.value, runtime);
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return statement.source != null && statement.exportKind !== 'type';
    default:
      return statement.type === 'TSImportEqualsDeclaration';
  }
}

function isKnown(name: string, runtime: string | undefined): boolean {
  if (runtime !== undefined && (name === runtime || name.startsWith(`${runtime}/`))) return true;
  return name.startsWith('node:') || platformModules.has(name.split('/')[0]!);
}
