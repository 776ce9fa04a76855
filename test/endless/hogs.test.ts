import { endless } from './endless.ts';
import { hogs } from './families/hogs.ts';

endless(hogs);
