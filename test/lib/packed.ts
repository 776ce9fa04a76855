/** The packages as npm would publish them: `npm pack` of what is built. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { workspace } from './user-project.ts';

export interface Tarballs {
  readonly runtime: string;
  readonly transform: string;
}

/** Packs both packages into `folder`. */
export function pack(folder: string): Tarballs {
  const one = (name: string): string => {
    const args = ['pack', '--json', '--loglevel', 'error', '--pack-destination', folder];
    const output = execFileSync('npm', args, {
      cwd: join(workspace, 'packages', name),
      encoding: 'utf8',
    });
    const [{ filename }] = JSON.parse(output) as [{ filename: string }];
    return join(folder, filename);
  };
  return { runtime: one('runtime'), transform: one('transform') };
}
