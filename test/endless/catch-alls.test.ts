import { endless } from './endless.ts';
import { catchAlls } from './families/catch-alls.ts';

endless(catchAlls);
