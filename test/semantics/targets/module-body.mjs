// A module that never finishes its evaluation.
import { suspend, resume } from '@killable/runtime/abi';
import { writeSync } from 'node:fs';

try {
  resume(undefined, await suspend(undefined, new Promise(() => {})));
} finally {
  writeSync(1, '');
}
export default () => 'half-initialised';
