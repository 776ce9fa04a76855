import { endless } from './endless.ts';
import { bodies } from './families/bodies.ts';

endless(bodies);
