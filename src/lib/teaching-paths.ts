/** The pages of the teachers' part: which concept and 学段 each narrows to, and what it holds. Pure. */
import { CONCEPTS, GRADES, type Concept, type Grade } from '#/schemas/vocabulary.ts';
import type { Entry } from './content.ts';

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

const fits = (data: { concepts: readonly Concept[]; grades: readonly Grade[] }, concept: Concept | undefined, grade: Grade | undefined): boolean => (!concept || data.concepts.includes(concept)) && (!grade || data.grades.includes(grade));

/** The part that fits a concept, a 学段, or both. Events fit a 学段 only, and only without a concept. */
export function narrow({ articles, quizzes, events }: Teaching, concept: Concept | undefined, grade: Grade | undefined): Teaching {
  return {
    articles: articles.filter(({ entry }) => fits(entry.data, concept, grade)),
    quizzes: quizzes.filter(({ data }) => fits(data, concept, grade)),
    events: concept ? [] : events.filter(({ data }) => !grade || data.grades.includes(grade)),
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

/** All pages that hold anything: each concept, each 学段, each pair. */
export function teachingPaths(teaching: Teaching): TeachingPath[] {
  const concepts = [undefined, ...(Object.keys(CONCEPTS) as Concept[])];
  const grades = [undefined, ...(Object.keys(GRADES) as Grade[])];
  return concepts.flatMap((concept) => {
    const about = narrow(teaching, concept, undefined);
    return grades.flatMap((grade) => {
      if (!concept && !grade) return [];
      const { articles, quizzes, events } = narrow(about, undefined, grade);
      return articles.length + quizzes.length + events.length > 0 ? [teachingPath(concept, grade)] : [];
    });
  });
}
