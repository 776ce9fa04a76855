import { endless } from './endless.ts';
import { microtasks } from './families/microtasks.ts';

endless(microtasks);
