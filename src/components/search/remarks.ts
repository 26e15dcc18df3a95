/** What the search says about its results, in words. Pure. */
import type { Answer } from '#/search/query.ts';
import { segments } from '#/search/segment.ts';

/** The sentence of the live region: how many pages, and how well they match. */
export function countSentence({ match, terms }: Answer, total: number, full: number): string {
  if (terms.length === 0) return '请输入文字、字母或数字。';
  if (match === 'none' || total === 0) return '没有找到。';
  if (match === 'weak') return `没有完全匹配的页面，下面是最相近的 ${total} 篇。`;
  if (match === 'partly' || full === 0) return `没有一篇包含全部词语，下面是最接近的 ${total} 篇。`;
  return full === total ? `找到 ${total} 篇。` : `找到 ${full} 篇，另有 ${total - full} 篇部分匹配。`;
}

/** Shorter queries to try when nothing was found: the query's words, longest first. */
export function shorterQueries(query: string): string[] {
  const words = segments(query).flatMap(({ segment }) => (segment.length > 1 && /\p{L}/u.test(segment) && segment !== query ? [segment] : []));
  return [...new Set(words)].sort((a, b) => b.length - a.length).slice(0, 4);
}
