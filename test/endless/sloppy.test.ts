import { endless } from './endless.ts';
import { sloppy } from './families/sloppy.ts';

endless(sloppy);
