import { endless } from './endless.ts';
import { loops } from './families/loops.ts';

endless(loops);
