/** The list of components that authors may write, by name. The one barrel: `schemas/components.ts` has the same names. */
import type { AstroComponentFactory } from 'astro/runtime/server/index.js';
import type { BodyPart } from '#/lib/body-parts.ts';
import Explainer from './Explainer.astro';
import Figure from './Figure.astro';
import Materials from './Materials.astro';
import Note from './Note.astro';
import Picture from './Picture.astro';
import Quiz from './Quiz.astro';
import Quote from './Quote.astro';
import Safety from './Safety.astro';
import Sources from './Sources.astro';
import Steps from './Steps.astro';
import Term from './Term.astro';

type Name = Extract<BodyPart, { component: string }>['component'];

export const MDX_COMPONENTS: Record<Name, AstroComponentFactory> = { Explainer, Figure, Materials, Note, Picture, Quiz, Quote, Safety, Sources, Steps, Term };
