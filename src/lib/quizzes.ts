/** What can be asked of the quizzes. */
import { entries, type Entry } from './content.ts';
import { sheetItem, type Ground, type SheetItem } from './quiz-sheet.ts';
import { getRegions } from './regions.ts';
import { resolver, reverse } from './relations.ts';
import { href } from './urls.ts';

/** The quizzes of the regions in the plan's order, then the general ones by id. */
export async function getQuizzes(): Promise<{ ofRegions: Entry<'quizzes'>[]; general: Entry<'quizzes'>[] }> {
  const [quizzes, regions] = await Promise.all([entries('quizzes'), getRegions()]);
  const ofRegion = reverse(quizzes, ({ data }) => (data.region ? [data.region] : []));
  return { ofRegions: regions.flatMap(({ id }) => ofRegion(id)), general: quizzes.filter(({ data }) => data.region === undefined) };
}

/** Everything that a quiz's page shows beside its own fields. */
export interface QuizPage {
  entry: Entry<'quizzes'>;
  region: Entry<'regions'> | undefined;
  items: SheetItem[];
  /** The articles that its explanations rest on, in the order in which they come up. */
  science: Entry<'science'>[];
}

/** Each quiz with its sheet. */
export async function getQuizPages(): Promise<QuizPage[]> {
  const [quizzes, regions, science] = await Promise.all([entries('quizzes'), getRegions(), entries('science')]);
  const regionOf = resolver(regions);
  const scienceOf = resolver(science);
  return quizzes.map((entry) => {
    const { region, questions } = entry.data;
    const items = questions.map((question) => {
      const articles = scienceOf(question.article ? [question.article] : []).map(({ data, path }): Ground => ({ label: data.title, detail: '本站文章', href: href(path) }));
      const { source } = question;
      return sheetItem(question, [...articles, ...(source ? [{ label: source.title, detail: source.publisher, href: source.link }] : [])]);
    });
    return { entry, region: regionOf(region ? [region] : [])[0], items, science: scienceOf([...new Set(questions.flatMap(({ article }) => article ?? []))]) };
  });
}

/** For an article: the quizzes with a question that rests on it, by the article's id. */
export async function getQuizzesOfScience(): Promise<(id: string) => Entry<'quizzes'>[]> {
  return reverse(await entries('quizzes'), ({ data }) => data.questions.flatMap(({ article }) => article ?? []));
}
