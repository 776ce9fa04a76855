/** The TypeScript compiler checks a program against its own library declarations and transpiles it. */
import ts from 'typescript';

const name = 'typescript';
export { name as package };
export const inputs = [
  'typescript/lib/lib.es5.d.ts',
  'marked/lib/marked.d.ts',
  'decimal.js/decimal.d.ts',
];

const source = Array.from(
  { length: 60 },
  (_, i) => `
export interface Shape${i}<T extends string = 'a'> { readonly kind: T; size: number; parent?: Shape${i}<T> }
export function area${i}<T extends string>(shape: Shape${i}<T>): number {
  let total = 0;
  for (let at: Shape${i}<T> | undefined = shape; at !== undefined; at = at.parent) total += at.size * ${i};
  return total;
}
export const box${i} = { kind: 'a', size: area${i}({ kind: 'b', size: ${i} }) } satisfies Shape${i};
export type Keys${i} = { [K in keyof Shape${i} as \`get\${Capitalize<K>}\`]: () => Shape${i}[K] };
${i % 10 === 9 ? `export const wrong${i}: number = box${i}.kind;` : ''}`,
).join('\n');

export function run(texts: readonly string[]): [string[], number, number] {
  const files = new Map<string, string>([
    ['lib.d.ts', texts[0]!],
    ['marked.d.ts', texts[1]!],
    ['decimal.d.ts', texts[2]!],
    ['main.ts', source],
  ]);
  const host: ts.CompilerHost = {
    fileExists: (file) => files.has(file),
    readFile: (file) => files.get(file),
    getSourceFile: (file, version) => {
      const text = files.get(file);
      return text === undefined ? undefined : ts.createSourceFile(file, text, version, true);
    },
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: (_, text) => {
      written += text.length;
    },
    getCurrentDirectory: () => '',
    getCanonicalFileName: (file) => file,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
  };
  let written = 0;
  const program = ts.createProgram(
    [...files.keys()],
    {
      noLib: true,
      strict: true,
      target: ts.ScriptTarget.ES2020,
      module: ts.ModuleKind.ESNext,
      declaration: true,
    },
    host,
  );
  const messages = ts
    .getPreEmitDiagnostics(program, program.getSourceFile('main.ts'))
    .map((found) => ts.flattenDiagnosticMessageText(found.messageText, ' '));
  program.emit();
  const transpiled = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES5 },
  });
  return [messages, written, transpiled.outputText.length];
}

/** The six wrong lines are found, and nothing else in the file. */
export function check([messages, written]: [string[], number, number]): boolean {
  return (
    messages.filter((text) => text.includes("is not assignable to type 'number'")).length === 6 &&
    written > 10_000
  );
}
