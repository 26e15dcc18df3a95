/** Structured data of what people learn with: quizzes and terms. Pure. */
import type { Quiz } from '#/schemas/quizzes.ts';
import type { Term } from '#/schemas/terms.ts';
import { CONCEPTS, GRADES, TOPICS } from '#/schemas/vocabulary.ts';
import { webPageLd, type Ld, type PageContext } from './json-ld.ts';

/** A quiz, with how many questions it has and for whom; sample quizzes yield nothing. */
export function quizLd(quiz: Quiz, context: PageContext): Ld | undefined {
  const page = webPageLd(quiz, context);
  if (!page) return undefined;
  const { grades, concepts, topics, questions } = quiz;
  return {
    ...page,
    '@type': 'Quiz',
    learningResourceType: '练习',
    isAccessibleForFree: true,
    about: topics.map((topic) => ({ '@type': 'Thing', name: TOPICS[topic] })),
    ...(grades.length > 0 && { educationalLevel: grades.map((grade) => GRADES[grade]) }),
    ...(concepts.length > 0 && { teaches: concepts.map((concept) => CONCEPTS[concept]) }),
    hasPart: questions.map(({ text }) => ({ '@type': 'Question', name: text, text })),
  };
}

/** A term, as a part of the site's glossary. `glossary` is the full address of its list. */
export function termLd(term: Term, context: PageContext & { glossary: string }): Ld | undefined {
  const defined = {
    '@type': 'DefinedTerm',
    name: term.title,
    ...(term.aliases.length > 0 && { alternateName: term.aliases }),
    description: term.definition,
    inDefinedTermSet: { '@type': 'DefinedTermSet', name: `${context.site.shortName}词条`, url: context.glossary },
  };
  const page = webPageLd({ ...term, summary: term.definition }, context);
  return page && { ...page, mainEntity: defined };
}
