/** The site's own words that are nearest to one that nothing was found for: by characters and by sound. Pure. */
import { foldSound, type Lexicon } from './lexicon.ts';

/** Words of titles that share at least half of the query's sounds, nearest first. */
export function nearestWords(query: string, lexicon: Lexicon, limit = 5): string[] {
  const chars = [...query].filter((char) => /\p{L}/u.test(char)).slice(0, 12);
  const sounds = chars.map((char) => foldSound(lexicon.soundOf(char) ?? ''));
  return lexicon.words
    .filter(({ named, text }) => named && text !== query)
    .map((word) => {
      const likeness = [...word.text].reduce((sum, char, i) => sum + (chars.includes(char) ? 1 : sounds.includes(foldSound(word.syllables[i] ?? '?')) ? 0.5 : 0), 0);
      return { word, share: (2 * likeness) / (chars.length + word.syllables.length) };
    })
    .filter(({ share }) => share >= 0.5)
    .sort((a, b) => b.share - a.share || a.word.order - b.word.order)
    .slice(0, limit)
    .map(({ word }) => word.text);
}
