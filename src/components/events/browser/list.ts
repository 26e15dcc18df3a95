/** Pages with lists of events. */
import { siftLists } from './lists.ts';
import { startPage } from './page.ts';

startPage(siftLists);
