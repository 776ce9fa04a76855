import { endless } from './endless.ts';
import { recursion } from './families/recursion.ts';

endless(recursion);
