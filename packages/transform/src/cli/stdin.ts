/** `killable-compile -`: standard input to standard output (or to the file that -o names). */
import { relative, resolve } from 'node:path';
import { compileFile } from './compile-file.ts';
import { UsageError, type Arguments } from './flags.ts';
import { loadProject, messageOf, type Surroundings } from './session.ts';
import { writeAll, type Output } from '../node/write.ts';

export async function runOnText(args: Arguments, io: Surroundings): Promise<number> {
  const cwd = io.cwd();
  const input = resolve(cwd, args.filename ?? 'stdin.js');
  const display = relative(cwd, input);
  const output = args.out === undefined ? undefined : resolve(cwd, args.out);
  if (output !== undefined && !/\.[cm]?[jt]sx?$/i.test(output))
    throw new UsageError(`with '-', -o names a file; '${args.out}' is none`);
  const project = await loadProject(args, cwd);
  const chunks: Uint8Array[] = [];
  for await (const chunk of io.stdin)
    chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const sourceMaps = args.sourceMaps ?? (output === undefined ? 'none' : 'external');
  try {
    const result = await compileFile({
      text,
      input,
      display,
      output,
      emit: args.emit,
      sourceMaps,
      options: args.options,
      project,
      report: args.report,
    });
    if (args.report) io.stdout.write(result.report ?? 'already compiled\n');
    else if (args.check) io.stderr.write(`${display}: no errors\n`);
    else if (output === undefined) io.stdout.write(result.code);
    if (output === undefined || args.check) return 0;
    const outputs: Output[] = [{ path: output, content: result.code, mode: 0o644 }];
    if (result.mapFile !== undefined)
      outputs.push({ path: `${output}.map`, content: result.mapFile, mode: 0o644 });
    writeAll(outputs);
    return 0;
  } catch (error) {
    io.stderr.write(`${messageOf(error, { display })}\n`);
    return 1;
  }
}
