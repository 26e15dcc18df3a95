/** The pages of the teachers' part: which concept and 学段 each narrows to, and what it holds. Pure. */
import { CONCEPTS, GRADES, type Concept, type Grade } from '#/schemas/vocabulary.ts';
import type { Entry } from './content.ts';
import { groupBy } from './ordering.ts';

/** An article, with whether one can play with something in it. */
export interface TeachingArticle {
  entry: Entry<'science'>;
  explainer: boolean;
}

export interface Teaching {
  articles: TeachingArticle[];
  quizzes: Entry<'quizzes'>[];
  /** Events name no concept: they stand by 学段 alone. */
  events: Entry<'events'>[];
}

/** A choice as a key: `c1/g5-6`, `/g5-6`, `c1/`. */
const keyOf = (concept: Concept | undefined, grade: Grade | undefined): string => `${concept ?? ''}/${grade ?? ''}`;

/**
 * The parts that fit a concept, a 学段, or both, each entry looked at once however many parts are asked for. Events fit
 * a 学段 only, and only without a concept.
 */
export function narrowing({ articles, quizzes, events }: Teaching): (concept: Concept | undefined, grade: Grade | undefined) => Teaching {
  const choices = (concepts: readonly Concept[], grades: readonly Grade[]): string[] => [undefined, ...new Set(concepts)].flatMap((concept) => [undefined, ...new Set(grades)].map((grade) => keyOf(concept, grade)));
  const byArticle = groupBy(articles, ({ entry: { data } }) => choices(data.concepts, data.grades));
  const byQuiz = groupBy(quizzes, ({ data }) => choices(data.concepts, data.grades));
  const byEvent = groupBy(events, ({ data }) => choices([], data.grades));
  return (concept, grade) => {
    const key = keyOf(concept, grade);
    return { articles: byArticle.get(key) ?? [], quizzes: byQuiz.get(key) ?? [], events: byEvent.get(key) ?? [] };
  };
}

/** A page of the teachers' part: its address, what it narrows to, and what it is called. */
export interface TeachingPath {
  concept: Concept | undefined;
  grade: Grade | undefined;
  /** Site path: `/teachers/c1/`, `/teachers/g5-6/`, `/teachers/c1/g5-6/`. */
  path: string;
  title: string;
}

/** The page of a concept, a 学段, or both. */
export function teachingPath(concept: Concept | undefined, grade: Grade | undefined): TeachingPath {
  const parts = [concept, grade].filter((part) => part !== undefined);
  return { concept, grade, path: `/teachers/${parts.map((part) => `${part}/`).join('')}`, title: [concept && CONCEPTS[concept], grade && GRADES[grade]].filter(Boolean).join('，') };
}

/** All pages that hold anything: each concept, each 学段, each pair. `narrow` as of {@link narrowing}. */
export function teachingPaths(narrow: ReturnType<typeof narrowing>): TeachingPath[] {
  const concepts = [undefined, ...(Object.keys(CONCEPTS) as Concept[])];
  const grades = [undefined, ...(Object.keys(GRADES) as Grade[])];
  return concepts.flatMap((concept) => grades.flatMap((grade) => {
    if (!concept && !grade) return [];
    const { articles, quizzes, events } = narrow(concept, grade);
    return articles.length + quizzes.length + events.length > 0 ? [teachingPath(concept, grade)] : [];
  }));
}
