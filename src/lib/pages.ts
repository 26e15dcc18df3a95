/** What can be asked of the pages that stand by themselves: 关于本站, 无障碍声明, 隐私. */
import { entries, type Entry } from './content.ts';
import { byOrder } from './ordering.ts';

/** All pages, in the order in which the footer lists them. */
export async function getPages(): Promise<Entry<'pages'>[]> {
  return byOrder(await entries('pages'));
}
