/** What a reader probably meant whose words are found nowhere: pinyin, one wrong character, a word of the same sound. */
import { best, bestOf, conclude, lookUp, WEAK, type Answer, type Candidate } from './candidate.ts';
import { fromPinyin, fromSlip } from './correct.ts';
import type { Lexicon, Word } from './lexicon.ts';
import type { Hit, Lookup } from './lookup.ts';
import { HAN, WHOLE_SOUND } from './normalise.ts';
import { pause } from './pause.ts';
import { inOrder, type Ranked } from './rank.ts';
import { respell, standsWhole } from './respell.ts';

/** Longer queries are not guessed at before their own words are there. */
const AHEAD = 8;
/** So few pages make another word of the same sound worth a look. */
const FEW = 3;
/** Up to so many, one that more pages hold is still offered: 病人身上 holds 人身, and 人参 may have been meant. */
const MANY = 20;
/** A correction is taken when its best page covers so much more of it. */
const GAIN = 0.15;
/** Queries that are one name, or two words side by side. */
const SHORT = 4;
/** Of a longer query a page need not hold every word, once one is put right, but so much of it. */
const LONG = 8;
const MOSTLY = 0.66;

/** Pages whose title or alias has this sound, from some syllable on: in full or by initials. */
async function titlesBySound(letters: string, lookup: Lookup): Promise<Ranked[]> {
  const [whole, beginning] = await Promise.all([lookup.find(letters + WHOLE_SOUND, false), letters.length > 3 ? lookup.find(letters, true) : Promise.resolve<Hit[]>([])]);
  const pages = new Map<string, Ranked>();
  const take = (hits: Hit[], field: string, score: number, coverage: number) => {
    for (const { id, meta } of hits) if (meta.includes(field) && !pages.has(id)) pages.set(id, { id, score, coverage, full: coverage === 1 });
  };
  take(whole, 'py', 4, 1);
  take(whole, 'pa', 3, 1);
  take(beginning, 'py', 2, 0.6);
  take(beginning, 'pa', 1, 0.6);
  return inOrder([...pages.values()]);
}

function soundOf(query: string, soundOfChar: (char: string) => string | undefined): string | undefined {
  const sounds = [...query.replace(/[\s\p{P}]/gu, '')].map((char) => (HAN.test(char) ? soundOfChar(char) : undefined));
  return sounds.length >= 2 && sounds.length <= 12 && sounds.every(Boolean) ? sounds.join('') : undefined;
}

/** Whether letters can only be pinyin: several syllables with spaces or apostrophes between them, and a word of the site sounds so. */
const isSpelt = (query: string, lexicon: Lexicon): boolean => {
  const syllables = query.split(/[' ]+/);
  return syllables.length > 1 && syllables.every((syllable) => lexicon.charsOf(syllable) !== '') && lexicon.bySound.has(syllables.join(''));
};

/** What letters were meant for. Undefined when they stand in the site as they are, or spell nothing. */
export async function byPinyin(query: string, typed: Candidate, lookup: Lookup): Promise<Answer | undefined> {
  const letters = query.replace(/[' ]/g, '');
  if (letters.length < 2) return undefined;
  const [titles, lexicon] = await Promise.all([/^[a-z]+$/.test(letters) ? titlesBySound(letters, lookup) : [], lookup.lexicon()]);
  await pause();
  const found = await bestOf(fromPinyin(query, lexicon), lookup);
  // A Latin word that stands in the site as it was typed (dna, ph) is taken as such; the other reading is offered.
  if (typed.ranked.some(({ full, coverage }) => full && coverage > 0.99) && !isSpelt(query, lexicon)) {
    const named = found && lexicon.find(found.searched)?.named === true;
    return named ? conclude(typed, { alike: found }) : undefined;
  }
  const inFull = lexicon.bySound.has(letters) || /[^a-z]/.test(letters);
  // Initials fit many words: the titles that they fit come first.
  if (titles.length > 0 && !inFull) {
    const rest = (found?.ranked ?? []).filter(({ id }) => !titles.some((title) => title.id === id)).map((page) => ({ ...page, coverage: Math.min(page.coverage, 0.9), full: false }));
    const above = 10 * Math.max(1, ...rest.map(({ score }) => score));
    return conclude({ searched: query, terms: found?.terms ?? typed.terms, ranked: [...titles.map((page) => ({ ...page, score: above * page.score })), ...rest] }, { correction: { kind: 'pinyin', from: query, to: undefined } });
  }
  if (found && (best(found) > best(typed) || isSpelt(query, lexicon))) return conclude(found, { correction: { kind: 'pinyin', from: query, to: found.searched } });
  if (titles[0] && titles[0].coverage > best(typed)) return conclude({ ...typed, ranked: titles }, { correction: { kind: 'pinyin', from: query, to: undefined } });
  return undefined;
}

/** The query with one slip put right. Undefined when every pair of it stands somewhere, or nothing better is found. */
export async function bySlip(query: string, typed: Candidate, lookup: Lookup): Promise<Answer | undefined> {
  const pairs = typed.terms.filter(({ kind }) => kind === 'pair');
  const unknown = new Set<number>();
  await Promise.all(pairs.map(async ({ text, start }) => void ((await lookup.find(text, false)).length === 0 && unknown.add(start))));
  if (unknown.size === 0) return undefined;
  const lexicon = await lookup.lexicon();
  await pause();
  const words = await bestOf(fromSlip(query, (start) => unknown.has(start), lexicon), lookup);
  const known = words?.ranked.some(({ full }) => full) ? [] : await respell(query, lookup, lexicon);
  const found = await bestOf([...(words ? [words.searched] : []), ...known], lookup);
  // Four characters are one name or two words: put right, they stand together.
  if (found && query.length <= SHORT && !(await standsWhole(found.searched, lookup))) return undefined;
  const whole = found?.ranked.some(({ full }) => full) || (query.length > LONG && found && best(found) >= MOSTLY);
  if (found && whole && best(found) >= best(typed) + GAIN) return conclude(found, { correction: { kind: 'slip', from: query, to: found.searched } });
  const sound = soundOf(query, lexicon.soundOf);
  const titles = sound && best(typed) < WEAK ? await titlesBySound(sound, lookup) : [];
  return titles.length > 0 ? conclude({ ...typed, ranked: titles }, { correction: { kind: 'slip', from: query, to: undefined } }) : undefined;
}

/** The word of a title that sounds like a short query which is none itself. */
function homophoneOf(query: string, lexicon: Lexicon): Word | undefined {
  if (!/^\p{Script=Han}{2,4}$/u.test(query) || lexicon.find(query)?.named) return undefined;
  const sounds = [...query].map((char) => lexicon.soundOf(char));
  return lexicon.soundingLike(sounds).find(({ text, named, syllables }) => named && text !== query && text.length === query.length && syllables.join('') === sounds.join(''));
}

/**
 * Few pages hold a short query: perhaps a word of the same sound was meant. Where the query is a word of the site,
 * the other is shown after it; where its characters merely happen to meet (病人身上 holds 人身), it is taken.
 */
export async function bySound(query: string, typed: Candidate, lookup: Lookup): Promise<Pick<Answer, 'correction' | 'alike'> | undefined> {
  const held = typed.ranked.filter(({ full }) => full).length;
  if (!/^\p{Script=Han}{2,4}$/u.test(query) || held > MANY) return undefined;
  const lexicon = await lookup.lexicon();
  const own = lexicon.find(query);
  const meant = homophoneOf(query, lexicon);
  if (!meant) return undefined;
  const alike = await lookUp(meant.text, lookup);
  const more = alike.ranked.filter(({ full }) => full).length > held;
  if (held > FEW) return more ? { alike } : undefined;
  return !own && more ? { alike, correction: { kind: 'slip', from: query, to: meant.text } } : { alike };
}

/**
 * Asks for the words that were probably meant while those that were typed are on their way, so that a correction needs no
 * second round of requests. Only slips that do not sound like the word, and those inside a word that the site does not
 * list, show when the typed pairs turn out to be unknown.
 */
export async function lookAhead(query: string, lookup: Lookup): Promise<void> {
  const lexicon = await lookup.lexicon();
  const letters = query.replace(/[' ]/g, '');
  const alike = homophoneOf(query, lexicon);
  const meant = /[a-z]/.test(letters) ? fromPinyin(query, lexicon) : alike ? [alike.text] : await likelySlips(query, lexicon);
  await Promise.all([...meant.map((each) => lookUp(each, lookup)), /^[a-z]{2,}$/.test(letters) ? titlesBySound(letters, lookup) : undefined]);
}

/** The query with a stretch that is no word of the site read as one of the same sound. */
async function likelySlips(query: string, lexicon: Lexicon): Promise<string[]> {
  const chars = [...query];
  if (chars.length > AHEAD) return [];
  const known = new Set<number>();
  chars.forEach((_, start) => {
    for (let end = start + 2; end <= chars.length; end++) if (lexicon.has(chars.slice(start, end).join(''))) for (let at = start; at + 1 < end; at++) known.add(at);
  });
  await pause();
  return fromSlip(query, (start) => !known.has(start), lexicon, 1);
}
