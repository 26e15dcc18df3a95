/**
 * One line of the ledger of addresses (content/addresses/<YYYY-MM>.jsonl): a fact that is never taken back.
 * `live`: from then on the entry stands at this address. `gone`: from then on it stands nowhere.
 */
import * as z from 'zod';
import { moment, paragraph } from './fields.ts';
import { NOUN_NAMES, type NounName } from './nouns.ts';

export const ledgerLine = z.strictObject({
  noun: z.enum(NOUN_NAMES as [NounName, ...NounName[]], { error: () => `noun 要写栏目名：${NOUN_NAMES.join('、')}` }),
  /** What never changes: an event's permanent id, else the file name without its ending. */
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'id 只能有小写字母、数字和短横线').max(80),
  /** Site path. */
  address: z.string().regex(/^\/(?:[a-z]+\/)?[a-z0-9]+(?:-[a-z0-9]+)*\/$/, 'address 要写成 /science/bing-jiu/ 这样的站内网址'),
  since: moment('since'),
  status: z.enum(['live', 'gone'], { error: () => 'status 只有 live 和 gone' }),
  /** For `gone`: what readers are told when the editors say nothing else. */
  reason: paragraph('reason', { max: 200 }).optional(),
  /** Of an event: the month of its first date, so that the others of that month can be named when it is gone. */
  month: z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'month 要写成 2026-12').optional(),
  /** Whether it was only there to show a layout. */
  sample: z.literal(true).optional(),
});

export type LedgerLine = z.infer<typeof ledgerLine>;
