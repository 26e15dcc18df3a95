/** The clauses of a title, so that its lines can break between them instead of inside a word. Pure. */

/** `试错故事展：失败怎样变成发现` → `试错故事展：` and `失败怎样变成发现`. A mark keeps the quotes and brackets that close behind it. Joined again it is the same text. */
export function clauses(title: string): string[] {
  return title.match(/.+?(?:[，：；、。？！]+[”’」』）》]*|——|$)/gsu) ?? [title];
}

const WORDS = new Intl.Segmenter('zh-CN', { granularity: 'word' });
/** From this length on a clause may not fit a phone's line; shorter ones are not taken apart. */
const LONG = 8;

/** Clauses already taken apart: a title stands on some fifty pages. */
const taken = new Map<string, readonly string[]>();
const MOST_TAKEN = 20_000;

/**
 * The pieces of a clause between which a line may break when it must: whole words, each with the single characters (the
 * particles among them) and closing marks behind it and the opening marks before it. Joined again it is the same text.
 */
export function words(clause: string): readonly string[] {
  if ([...clause].length < LONG) return [clause];
  const known = taken.get(clause);
  if (known) return known;
  const pieces: string[] = [];
  let alone = true;
  for (const { segment } of WORDS.segment(clause)) {
    const opens = /^[“‘（《「『【]+$/u.test(segment);
    // What opens, and a single character at the very beginning, waits for the word behind it.
    if (pieces.length > 0 && (alone || (!opens && [...segment].length === 1))) pieces[pieces.length - 1] += segment;
    else pieces.push(segment);
    alone = opens || (alone && [...segment].length === 1);
  }
  if (taken.size >= MOST_TAKEN) taken.clear();
  taken.set(clause, pieces);
  return pieces;
}
