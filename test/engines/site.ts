/**
 * A folder with all that an engine needs to run the shapes: each compiled, the runtime's ABI, and the worker that runs one. The same
 * folder is served to browsers.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transform } from '@killable/transform';
import { flavours, shapes, type Flavour } from './shapes.ts';

/** Milliseconds that a shape runs before it is killed: it has to be optimised by then. */
export const WARM = 700;
/** Milliseconds after which a shape that was killed counts as hanging. */
export const PATIENCE = 3000;

export interface Case {
  readonly shape: string;
  readonly flavour: Flavour;
  /** File name of its module. */
  readonly file: string;
}

export interface Site {
  readonly folder: string;
  readonly cases: readonly Case[];
}

const dist = join(import.meta.dirname, '../../packages/runtime/dist');

export function makeSite(): Site {
  const folder = mkdtempSync(join(tmpdir(), 'killable-engines-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  for (const name of ['abi.js', 'errors.js', 'worker', 'mailbox']) {
    mkdirSync(join(folder, 'runtime'), { recursive: true });
    cpSync(join(dist, name), join(folder, 'runtime', name), { recursive: true });
  }
  cpSync(join(import.meta.dirname, 'scripts'), folder, { recursive: true });
  writeFileSync(join(folder, 'nothing.js'), '');
  const cases: Case[] = [];
  for (const [i, [shape, body]] of Object.entries(shapes).entries()) {
    const source = `let n = 0;\nexport let sink;\nexport default function () { ${body} }\n`;
    const add = (flavour: Flavour, file: string, name: string, head = ''): void => {
      const options = { filename: file, poll: flavour, runtime: './runtime/abi.js' };
      writeFileSync(join(folder, file), transform(head + source, options).code);
      cases.push({ shape: name, flavour, file });
    };
    for (const flavour of flavours) {
      add(flavour, `shape-${i}-${flavour}.js`, shape);
      // A module of which another may be part reads the word through its import, not through a constant (plan/aliases.ts).
      add(
        flavour,
        `shape-${i}-${flavour}-import.js`,
        `${shape}, through the import`,
        `import './nothing.js';\n`,
      );
    }
  }
  return { folder, cases };
}
