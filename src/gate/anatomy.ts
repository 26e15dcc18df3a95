/**
 * What each kind of science entry must have in its body: what a reader of that kind comes for. A part that
 * makes the entry what it is (steps, safety, the thing to play with) must be there; a missing headline is advice.
 */
import { isComponent, textOf, type Body, type BodyNode } from '#/lib/body.ts';
import { BODY_COMPONENTS, type BodyComponentName } from '#/schemas/components.ts';
import { SCIENCE_KINDS, type Science } from '#/schemas/science.ts';

interface Anatomy {
  /** Components without which it is not of its kind. */
  needs: readonly BodyComponentName[];
  /** Second-level headings, as patterns, with what to call them. */
  headings: readonly { pattern: RegExp; name: string }[];
}

const ANATOMY: Record<Science['kind'], Anatomy> = {
  article: { needs: [], headings: [] },
  interactive: { needs: ['Explainer'], headings: [] },
  handson: { needs: ['Materials', 'Steps', 'Safety'], headings: [{ pattern: /发生了什么/, name: '发生了什么' }, { pattern: /再进一步|还可以/, name: '再进一步' }] },
  myth: { needs: [], headings: [{ pattern: /结论/, name: '结论' }, { pattern: /证据/, name: '证据' }, { pattern: /谁核查|核查/, name: '谁核查的' }] },
  failure: { needs: [], headings: [{ pattern: /学到了什么/, name: '学到了什么' }] },
};

/** Whether a value is one of the kinds; the schema says so where it is not. */
export function isScienceKind(kind: unknown): kind is Science['kind'] {
  return typeof kind === 'string' && Object.hasOwn(ANATOMY, kind);
}

/** Fewest second-level headings of a long text: a question, what is known, what is open. */
const LEAST_HEADINGS = 3;
/** Characters from which a text counts as long. */
const LONG = 800;

function componentsIn(node: BodyNode, found = new Set<string>()): Set<string> {
  if (isComponent(node) && node.name) found.add(node.name);
  if ('children' in node) node.children.forEach((child) => { componentsIn(child as BodyNode, found); });
  return found;
}

export interface AnatomyFault {
  message: string;
  fix: string;
  severity: 'error' | 'warning';
}

/** What the body of an entry of this kind lacks. An empty body is another check's matter. */
export function anatomyFaults(kind: Science['kind'], body: Body): AnatomyFault[] {
  const { length } = textOf(body.tree).trim();
  if (length === 0) return [];
  const { needs, headings } = ANATOMY[kind];
  const components = componentsIn(body.tree);
  const titles = body.headings.filter(({ depth }) => depth === 2).map(({ text }) => text);
  const label = SCIENCE_KINDS[kind];
  return [
    ...needs.filter((name) => !components.has(name)).map((name): AnatomyFault => ({ message: `“${label}”要有${BODY_COMPONENTS[name].label}`, fix: `用“+”插入“${BODY_COMPONENTS[name].label}”，或者把类型改成“文章”`, severity: 'error' })),
    ...headings.filter(({ pattern }) => !titles.some((title) => pattern.test(title))).map(({ name }): AnatomyFault => ({ message: `“${label}”通常有“${name}”一节`, fix: `加一个二级小标题，例如“${name}”`, severity: 'warning' })),
    ...(length > LONG && titles.length < LEAST_HEADINGS ? [{ message: `正文有 ${length} 个字，只有 ${titles.length} 个二级小标题`, fix: `分成至少 ${LEAST_HEADINGS} 节，读者可以先看目录`, severity: 'warning' as const }] : []),
  ];
}
