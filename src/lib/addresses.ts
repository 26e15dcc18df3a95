/** The ledger of this build: what old addresses answer, and the pages for what is gone. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gone } from '#/schemas/gone.ts';
import { NOUN_NAMES } from '#/schemas/nouns.ts';
import { environment } from '#/site.ts';
import { answersOf, livePlaces, type Answers, type GonePage } from './address-answers.ts';
import { now } from './clock.ts';
import { entries, type Entry } from './content.ts';
import { getEventMonths, type EventMonth } from './events.ts';
import { parseYaml } from './front-matter.ts';
import { ownerId } from './ledger.ts';
import { ledgerTexts, parseLedger } from './ledger-files.ts';
import { noteRead } from './page-reads.ts';

const everything = async (): Promise<Entry[]> => (await Promise.all(NOUN_NAMES.map((noun) => entries(noun)))).flat();

/** What every address of the ledger answers in this build. */
export async function getAnswers(): Promise<Answers> {
  noteRead((reads) => { reads.ledger = true; });
  const content = path.resolve(environment().content);
  const file = path.join(content, 'settings', 'gone.yml');
  const words = existsSync(file) ? gone.parse(parseYaml(readFileSync(file, 'utf8')).data).items : [];
  const live = livePlaces((await everything()).map(({ noun, id, path: address, data }) => ({ noun, id: ownerId(noun, id, 'id' in data ? data.id : undefined), address })));
  return answersOf({ ledger: parseLedger(ledgerTexts(content)).ledger, live, words, now: now() });
}

export interface GonePageContext {
  page: GonePage;
  /** The month in which a gone event would have been, where something else takes place then. */
  month: EventMonth | undefined;
  /** Title of what came instead, when that is an entry of ours. */
  insteadTitle: string | undefined;
}

/** The pages for what is gone. */
export async function getGonePages(): Promise<GonePageContext[]> {
  const [{ pages }, months, all] = await Promise.all([getAnswers(), getEventMonths(), everything()]);
  return pages.map((page) => ({ page, month: months.find(({ month }) => month === page.month), insteadTitle: all.find(({ path: to }) => to === page.instead)?.data.title }));
}
