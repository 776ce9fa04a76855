/** The hooks on the loader's own thread, for Node without `module.registerHooks`; named to `module.register` by its address. */
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { Compiler, type RegisterOptions } from './compile-loaded.ts';
import {
  afterLoad,
  afterLoadError,
  fileOf,
  resolveAgain,
  type LoadResult,
  type Task,
} from './hooks.ts';

export interface HookData {
  options: RegisterOptions;
  port: MessagePort;
}

let compiler = new Compiler();
let updates: MessagePort | undefined;

export function initialize({ options, port }: HookData): void {
  compiler = new Compiler(options);
  updates = port;
  port.unref();
}

/** Options that were sent before this module was asked for count for it, so the port is read here and not by an event. */
function current(): Compiler {
  for (
    let message = updates && receiveMessageOnPort(updates);
    message;
    message = receiveMessageOnPort(updates!)
  ) {
    compiler = new Compiler(message.message as RegisterOptions);
  }
  return compiler;
}

interface ResolveContext {
  parentURL?: string | undefined;
}
interface Resolved {
  url: string;
  format?: string | null | undefined;
  shortCircuit?: boolean | undefined;
}
type Next<C, R> = (name: string, context: C) => R | Promise<R>;

export async function resolve(
  specifier: string,
  context: ResolveContext,
  next: Next<ResolveContext, Resolved>,
): Promise<Resolved> {
  try {
    return await next(specifier, context);
  } catch (error) {
    const url = resolveAgain(specifier, context.parentURL, current());
    if (url === undefined) throw error;
    return await next(url, context);
  }
}

export async function load(
  url: string,
  context: object,
  next: Next<object, LoadResult>,
): Promise<LoadResult> {
  const compiler = current();
  const file = fileOf(url, compiler);
  if (file === undefined) return await next(url, context);
  let task: Task;
  try {
    task = afterLoad(file, await next(url, context));
  } catch (error) {
    task = afterLoadError(file, error);
  }
  if (task.kind === 'done') return task.result;
  const { code, format } = await compiler.compile(task.source, file, task.state);
  const kind = task.format?.replace('-typescript', '') ?? format;
  // A CommonJS module without a source goes through the CommonJS loader, which has a hook of its own: `require` works there.
  if (kind === 'commonjs') return { format: 'commonjs', source: null, shortCircuit: true };
  return { format: kind, source: code, shortCircuit: true };
}
