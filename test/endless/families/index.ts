/** Every family, for whoever runs the same programs in another way: another engine, another flavour, another level of optimisation. */
import type { Family } from '../program.ts';
import { awaits } from './awaits.ts';
import { blocking } from './blocking.ts';
import { bodies } from './bodies.ts';
import { callbacks } from './callbacks.ts';
import { catchAlls } from './catch-alls.ts';
import { counted } from './counted.ts';
import { denials } from './denials.ts';
import { hogs } from './hogs.ts';
import { iteration } from './iteration.ts';
import { loops } from './loops.ts';
import { microtasks } from './microtasks.ts';
import { modules } from './modules.ts';
import { places } from './places.ts';
import { recursion } from './recursion.ts';
import { resources } from './resources.ts';
import { sloppy } from './sloppy.ts';
import { typescript } from './typescript.ts';

export const families: Readonly<Record<string, Family>> = {
  awaits,
  blocking,
  bodies,
  callbacks,
  'catch-alls': catchAlls,
  counted,
  denials,
  hogs,
  iteration,
  loops,
  microtasks,
  modules,
  places,
  recursion,
  resources,
  sloppy,
  typescript,
};
