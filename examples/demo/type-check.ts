/** The first job: TypeScript's compiler checks and emits a project. `typescript` is whichever copy stands next to this file. */
import ts from 'typescript';
import { serve, type Board } from './serve.ts';

export interface TypeCheckInput {
  readonly tsconfig: string;
  /** Folder of the lib.*.d.ts files. */
  readonly libs: string;
}

// Parsed and bound once, as a language server does it: a job that starts again begins with the type checker.
const sources = new Map<string, ts.SourceFile | undefined>();

export function typeCheck({ tsconfig, libs }: TypeCheckInput, begun: () => void): string {
  const { options, fileNames } = ts.getParsedCommandLineOfConfigFile(
    tsconfig,
    {
      composite: false,
      incremental: false,
      tsBuildInfoFile: undefined,
    },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: ({ messageText }) => fail(messageText) },
  )!;
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getDefaultLibLocation = () => libs;
  host.getDefaultLibFileName = (used) => `${libs}/${ts.getDefaultLibFileName(used)}`;
  host.getSourceFile = (name, ...rest) => {
    if (!sources.has(name)) sources.set(name, getSourceFile(name, ...rest));
    return sources.get(name);
  };
  const program = ts.createProgram({ options, rootNames: fileNames, host });
  program.getTypeChecker();

  begun();
  const output = [ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), host)];
  program.emit(undefined, (file, text) => output.push(`${file}\n${text}`));
  return output.join('\n');
}

function fail(message: string | ts.DiagnosticMessageChain): never {
  throw new Error(ts.flattenDiagnosticMessageText(message, '\n'));
}

export default (board: Board, input: TypeCheckInput): Promise<never> =>
  serve(board, (begun) => typeCheck(input, begun));
