import { endless } from './endless.ts';
import { denials } from './families/denials.ts';

endless(denials);
