/** The pack's page: copying, beside what every page of events does. */
import { startCopying } from './copy.ts';
import { startPage } from './page.ts';

startPage();
startCopying();
