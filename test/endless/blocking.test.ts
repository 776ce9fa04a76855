import { endless } from './endless.ts';
import { blocking } from './families/blocking.ts';

endless(blocking);
