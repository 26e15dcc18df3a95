/** Names of the kinds of question, for the browser: the schema's own table would bring the schema along. */
import type { QUESTION_KINDS } from '#/schemas/quizzes.ts';

export const KIND_LABELS: Readonly<Record<keyof typeof QUESTION_KINDS, string>> = { single: '单选', multiple: '多选', order: '排序', estimate: '估一估' };

/** What to do with a question of the kind. */
export const KIND_HINTS: Readonly<Record<keyof typeof QUESTION_KINDS, string>> = {
  single: '选一项',
  multiple: '可能不止一项，把对的都选上',
  order: '排出先后',
  estimate: '不用算准，估一个数',
};
