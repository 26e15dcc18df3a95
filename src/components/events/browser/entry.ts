/** Pages of a single event. */
import { startPage } from './page.ts';

startPage();
