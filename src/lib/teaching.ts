/** What a teacher finds: entries by core concept of the 2022 curriculum and 学段, with quizzes, explainers and events. */
import { isComponent, type BodyNode } from './body.ts';
import { entries } from './content.ts';
import { readBody } from './entry-body.ts';
import { newestFirst } from './ordering.ts';
import type { Teaching } from './teaching-paths.ts';

function hasExplainer(node: BodyNode): boolean {
  if (isComponent(node)) return node.name === 'Explainer';
  return 'children' in node && node.children.some((child) => hasExplainer(child as BodyNode));
}

/** Everything that can be taught with, the latest first. */
export async function getTeaching(): Promise<Teaching> {
  const [science, quizzes, events] = await Promise.all([entries('science'), entries('quizzes'), entries('events')]);
  return { articles: newestFirst(science).map((entry) => ({ entry, explainer: hasExplainer(readBody(entry).tree) })), quizzes, events };
}
