import { endless } from './endless.ts';
import { counted } from './families/counted.ts';

endless(counted);
