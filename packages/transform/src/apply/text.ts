/** Plan → text edits. Almost all of them insert; the author's text stays where it is, with its comments and formatting. */
import type * as t from '@babel/types';
import type { Analysis } from '../plan/plan.ts';
import { Editor } from './editor.ts';
import { chooseNames, type AbiName } from './names.ts';
import { piecesOf, sortEdits, type Edit, type Piece } from './pieces.ts';
import { addUsed, preludeOf } from './prelude.ts';
import { snippetOf } from './snippets.ts';

export function applyText(
  code: string,
  program: t.Program,
  analysis: Analysis,
  runtime: string,
): Piece[] {
  const { plan, nodes, dollarNames } = analysis;
  const names = chooseNames(dollarNames);
  const used = new Set<AbiName>();
  const edits: Edit[] = [];
  const seen = new Set<string>();

  for (let site = 0; site < nodes.length; site++) {
    const snippet = snippetOf(plan.sites[site]!, names);
    if (snippet === null) continue;
    if (!seen.has(snippet.text)) {
      seen.add(snippet.text);
      addUsed(used, snippet.text + (snippet.declaration ?? ''), names);
    }
    new Editor(code, site, edits).edit(snippet, nodes[site]!, names);
    const behind =
      snippet.shape === 'iterable' && plan.sites[site]!.framed
        ? analysis.behind.get(nodes[site]!)
        : null;
    if (behind) {
      used.add('resume');
      // What its head disposes of is the site before. That has put a block around the body, and the hook stands behind the block.
      const disposes = nodes[site - 1] === nodes[site];
      edits.push({
        at: behind.end!,
        begins: false,
        site: disposes ? site - 1 : site,
        text: `${!disposes && isOpen(behind, code) ? ';' : ''}${names.resume}(${names.frame});`,
      });
    }
  }

  const prelude = preludeOf(analysis, used, names, runtime);
  const top = topOf(program, code);
  if (prelude !== '')
    edits.push({ at: top.at, begins: false, site: Infinity, text: `${top.before}${prelude}` });
  sortEdits(edits);
  return piecesOf(code.length, edits);
}

/** Behind the hashbang and the directives, on the line that is there. */
function topOf(program: t.Program, code: string): { at: number; before: string } {
  const last = program.directives.at(-1);
  if (last) return { at: last.end!, before: code[last.end! - 1] === ';' ? '' : ';' };
  if (program.interpreter)
    return {
      at: Math.min(
        program.interpreter.end! + (code.startsWith('\r\n', program.interpreter.end!) ? 2 : 1),
        code.length,
      ),
      before: '',
    };
  return { at: 0, before: '' };
}

/** The statement relies on the line end to close it. */
function isOpen(statement: t.Node, code: string): boolean {
  switch (statement.type) {
    case 'BlockStatement':
    case 'SwitchStatement':
    case 'TryStatement':
      return false;
    case 'IfStatement':
      return isOpen(statement.alternate ?? statement.consequent, code);
    case 'DoWhileStatement':
      return false;
    default:
      if ('body' in statement && statement.type.endsWith('Statement'))
        return isOpen(statement.body as t.Node, code);
      return code[statement.end! - 1] !== ';';
  }
}
