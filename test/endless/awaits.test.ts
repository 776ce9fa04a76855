import { endless } from './endless.ts';
import { awaits } from './families/awaits.ts';

endless(awaits);
