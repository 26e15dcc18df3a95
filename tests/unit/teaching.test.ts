import { expect, test } from 'vitest';
import { narrowing, teachingPath, teachingPaths, type Teaching } from '#/lib/teaching-paths.ts';

const article = (id: string, concepts: string[], grades: string[]) => ({ entry: { id, data: { concepts, grades } }, explainer: id === 'a' });
const teaching = {
  articles: [article('a', ['c1'], ['g7-9']), article('b', ['c1', 'c2'], ['g5-6', 'g7-9'])],
  quizzes: [{ id: 'q', data: { concepts: ['c2'], grades: ['g5-6'] } }],
  events: [{ id: 'e', data: { grades: ['g3-4'] } }],
} as unknown as Teaching;
const narrow = narrowing(teaching);

test('a teacher finds by concept, by 学段, by both', () => {
  const ids = (found: Teaching) => [found.articles.map(({ entry }) => entry.id), found.quizzes.map(({ id }) => id), found.events.map(({ id }) => id)];
  expect(ids(narrow('c1', 'g5-6'))).toEqual([['b'], [], []]);
  expect(ids(narrow('c2', undefined))).toEqual([['b'], ['q'], []]);
  expect(ids(narrow(undefined, 'g3-4'))).toEqual([[], [], ['e']]);
});

test('there is a page for whatever holds something, and for nothing else', () => {
  const paths = teachingPaths(narrow).map(({ path }) => path);
  expect(paths).toEqual(['/teachers/g3-4/', '/teachers/g5-6/', '/teachers/g7-9/', '/teachers/c1/', '/teachers/c1/g5-6/', '/teachers/c1/g7-9/', '/teachers/c2/', '/teachers/c2/g5-6/', '/teachers/c2/g7-9/']);
  expect(teachingPath('c1', 'g7-9').title).toBe('物质的结构与性质，7—9 年级');
});
