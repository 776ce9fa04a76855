import { endless } from './endless.ts';
import { places } from './families/places.ts';

endless(places);
