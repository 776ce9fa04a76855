/**
 * Output files, whole or not at all: everything that one input becomes is first written beside its place under a name that
 * nothing reads, then renamed. A rename is atomic, so a reader (a server that restarts, a test) never sees half a file, and a
 * full disk or a crash leaves the old output as it was.
 */
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface Output {
  path: string;
  content: string | Uint8Array;
  /** File mode, as the input's: the executable bit of a script stays. */
  mode: number;
}

let serial = 0;

export function writeAll(outputs: readonly Output[]): void {
  const drafts: { draft: string; path: string }[] = [];
  try {
    for (const { path, content, mode } of outputs) {
      mkdirSync(dirname(path), { recursive: true });
      const draft = join(dirname(path), `.${basename(path)}.${process.pid}.${serial++}.tmp`);
      drafts.push({ draft, path });
      writeFileSync(draft, content, { flag: 'wx' });
      chmodSync(draft, mode & 0o777);
    }
    for (const { draft, path } of drafts) renameSync(draft, path);
  } catch (error) {
    for (const { draft } of drafts) rmSync(draft, { force: true });
    throw error;
  }
}
