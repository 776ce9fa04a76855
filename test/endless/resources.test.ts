import { endless } from './endless.ts';
import { resources } from './families/resources.ts';

endless(resources);
