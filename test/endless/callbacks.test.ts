import { endless } from './endless.ts';
import { callbacks } from './families/callbacks.ts';

endless(callbacks);
