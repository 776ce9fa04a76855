/** What the engine table says of an engine, against what the shapes did on it. */
import { engineTable } from '../../packages/transform/src/plan/engines.ts';
import type { Result } from './shapes.ts';

/** Prints a line per shape and returns how many expectations held and how many did not. */
export function judge(
  engine: string,
  version: string,
  results: readonly Result[],
): [number, number] {
  const row = engineTable.find((candidate) => candidate.engine === engine);
  const keeps = row?.keepsPlainLoad === true && Number(version.split('.')[0]) >= row.from;
  let [passed, failed] = [0, 0];
  const expect = (holds: boolean, what: string): void => {
    if (holds) passed++;
    else failed++;
    if (!holds) console.log(`FAIL  ${engine} ${version}: ${what}`);
  };
  for (const { shape, flavour, ended, how } of results) {
    const killed = ended && /the thread was killed/.test(how);
    if (flavour === 'sound') expect(killed, `${shape}, sound: ${how}`);
    else if (keeps)
      expect(killed, `${shape}, plain: ${how}; the table says that a plain load stays`);
    else expect(killed || how === 'never saw the word', `${shape}, plain: ${how}`);
  }
  const hung = results.filter(({ how }) => how === 'never saw the word');
  if (row !== undefined && !row.keepsPlainLoad)
    expect(hung.length > 0, 'no plain load was hoisted, and the table says that some are');
  const what =
    hung.length === 0
      ? 'none hung'
      : `hung: ${hung.map(({ shape, flavour }) => `${shape} (${flavour})`).join('; ')}`;
  console.log(
    `${failed === 0 ? 'ok   ' : 'FAIL '} ${engine} ${version}: ${results.length} runs, ${what}`,
  );
  return [passed, failed];
}
