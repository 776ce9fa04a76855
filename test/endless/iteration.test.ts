import { endless } from './endless.ts';
import { iteration } from './families/iteration.ts';

endless(iteration);
