/** The second job: Prettier formats a large file. It is bundled with all that it imports, by esbuild with the plugin. */
import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import { format } from 'prettier/standalone';
import { serve, type Board } from './serve.ts';

export function formatText(text: string, begun: () => void): Promise<string> {
  begun();
  return format(text, { parser: 'babel', plugins: [babel, estree] });
}

export default (board: Board, text: string): Promise<never> =>
  serve(board, (begun) => formatText(text, begun));
