import { endless } from './endless.ts';
import { modules } from './families/modules.ts';

endless(modules);
