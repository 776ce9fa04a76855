/**
 * The fenced blocks of a Markdown file, and how they are run. Claim: a block of `ts`, `js`, `mjs` or `sh` that does not do what its
 * comments say fails. A block whose info string names a file (```` ```ts src/work.ts ````) is written there; every other one
 * is run, in order, in one scratch project per document. `// → text` (in shell `# → text`) is a line that the block prints;
 * `…` in it stands for anything. Lines with `npm install` are not run: their packages must exist in the workspace.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lines, workspace } from './user-project.ts';

export interface Block {
  readonly language: string;
  /** The file that the block is, if it names one. */
  readonly file: string | undefined;
  readonly text: string;
  /** 1-based line of its first line. */
  readonly line: number;
}

export const runnable: readonly string[] = ['ts', 'js', 'mjs', 'sh'];

export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { language: string; file: string | undefined; from: number } | undefined;
  const text = markdown.split('\n');
  text.forEach((line, index) => {
    const fence = /^```(\S*)\s*(\S*)$/.exec(line);
    if (fence === null) return;
    if (open === undefined) {
      open = { language: fence[1]!, file: fence[2] || undefined, from: index + 1 };
      return;
    }
    const { language, file, from } = open;
    blocks.push({
      language,
      file,
      text: text.slice(from, index).join('\n') + '\n',
      line: from + 1,
    });
    open = undefined;
  });
  if (open !== undefined) throw new Error(`the block at line ${open.from} has no end`);
  return blocks;
}

/** Runs the block, or writes its file. What it prints is not what it says: an error with both. */
export async function runBlock(block: Block, project: string, ms: number): Promise<void> {
  const { language, file, text, line } = block;
  if (file !== undefined) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), text);
    return;
  }
  if (!runnable.includes(language)) return;
  const printed = await lines(scriptOf(block, project), project, ms);
  const expected = [...text.matchAll(/(?:\/\/|#) → (.*)$/gm)].map((match) => match[1]!);
  const same =
    expected.length === 0 ||
    (expected.length === printed.length && expected.every((say, i) => fits(printed[i]!, say)));
  if (!same) {
    throw new Error(
      `the block at line ${line} says\n  ${expected.join('\n  ')}\nand prints\n  ${printed.join('\n  ')}`,
    );
  }
}

function scriptOf({ language, text, line }: Block, project: string): string {
  if (language !== 'sh') {
    const name = `snippet-${line}.${language === 'js' ? 'mjs' : language}`;
    writeFileSync(join(project, name), text);
    return `node --import tsx ${name}`;
  }
  const installs = text.match(/^npm (?:install|i) .*$/gm) ?? [];
  for (const name of installs.flatMap((install) => install.split(/\s+/).slice(2))) {
    if (!name.startsWith('-')) mustExist(name, line);
  }
  return text.replace(/^npm (?:install|i) .*$/gm, ':');
}

function mustExist(name: string, line: number): void {
  if (existsSync(join(workspace, 'node_modules', name, 'package.json'))) return;
  throw new Error(
    `the block at line ${line} installs '${name}', which the workspace does not know`,
  );
}

function fits(printed: string, said: string): boolean {
  const parts = said.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(printed);
}

export function readDocument(path: string): string {
  return readFileSync(join(workspace, path), 'utf8');
}
