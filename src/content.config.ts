import { defineCollection } from 'astro:content';
import { entriesOf, schemaOf } from '#/gate/loader.ts';

export const collections = {
  science: defineCollection({ loader: entriesOf('science'), schema: schemaOf('science') }),
  quizzes: defineCollection({ loader: entriesOf('quizzes'), schema: schemaOf('quizzes') }),
  terms: defineCollection({ loader: entriesOf('terms'), schema: schemaOf('terms') }),
  events: defineCollection({ loader: entriesOf('events'), schema: schemaOf('events') }),
  awards: defineCollection({ loader: entriesOf('awards'), schema: schemaOf('awards') }),
  editions: defineCollection({ loader: entriesOf('editions'), schema: schemaOf('editions') }),
  partners: defineCollection({ loader: entriesOf('partners'), schema: schemaOf('partners') }),
  regions: defineCollection({ loader: entriesOf('regions'), schema: schemaOf('regions') }),
  plan: defineCollection({ loader: entriesOf('plan'), schema: schemaOf('plan') }),
  pages: defineCollection({ loader: entriesOf('pages'), schema: schemaOf('pages') }),
};
