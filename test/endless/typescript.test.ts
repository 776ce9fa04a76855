import { endless } from './endless.ts';
import { typescript } from './families/typescript.ts';

endless(typescript);
