/** What a teacher finds: entries by core concept of the 2022 curriculum and 学段, with quizzes, explainers and events. */
import { playable } from './body-facts.ts';
import { entries, newest } from './content.ts';
import type { Teaching } from './teaching-paths.ts';

/** Everything that can be taught with, the latest first. */
export async function getTeaching(): Promise<Teaching> {
  const [science, quizzes, events] = await Promise.all([newest('science'), entries('quizzes'), entries('events')]);
  return { articles: science.map((entry) => ({ entry, explainer: playable(entry) })), quizzes, events };
}
