/** Answers a query: as typed, in the site's script, and where that finds little, by pinyin and by what was probably meant. */
import { fromPinyin, fromSlip } from './correct.ts';
import type { Lexicon } from './lexicon.ts';
import type { Hit, Lookup } from './lookup.ts';
import { HAN, MAX_QUERY, normalise, simplify, WHOLE_SOUND } from './normalise.ts';
import { respell } from './respell.ts';
import { inOrder, rank, type Ranked } from './rank.ts';
import { termsOf, type Term } from './terms.ts';

export interface Answer {
  /** What the results belong to, in the form in which it was looked up. */
  searched: string;
  terms: Term[];
  ranked: Ranked[];
  /** `none`: nothing; `weak`: only scraps of the query; `partly`: no page has every word; `full`. */
  match: 'none' | 'weak' | 'partly' | 'full';
  /** Said to the reader whenever the results are not for what was typed. `to` is absent when only titles were compared by sound. */
  correction?: { kind: 'pinyin' | 'slip' | 'script'; from: string; to: string | undefined };
  /** A word of the same sound that may have been meant, with what it finds; the results are for what was typed. */
  alike?: Candidate;
}

/** Below this best coverage the results are called scraps. In the first trials whole questions had 0.66 at the 5th percentile, queries off the site about 0.4; coverage is weighed a little otherwise since. */
const WEAK = 0.5;
/** Pages that cover less than this share of what the best page covers are left out. */
const TAIL = 0.25;
/** Of scraps only the nearest are shown. */
const WEAK_TAIL = 0.6;
const WEAK_MOST = 10;
/** So few pages make another word of the same sound worth a look. */
const FEW = 3;
/** Up to so many, one that more pages hold is still offered: 病人身上 holds 人身, and 人参 may have been meant. */
const MANY = 20;
/** A correction is taken when its best page covers so much more of it. */
const GAIN = 0.15;

/** One reading of a query, with its pages. */
export interface Candidate {
  searched: string;
  terms: Term[];
  ranked: Ranked[];
}

const best = ({ ranked }: Candidate) => ranked.reduce((most, { coverage }) => Math.max(most, coverage), 0);

async function lookUp(query: string, lookup: Lookup): Promise<Candidate> {
  const terms = termsOf(query);
  return { searched: query, terms, ranked: await rank(query, terms, lookup) };
}

/** Of several readings the one that covers most; the earlier one when they cover the same. */
async function bestOf(queries: string[], lookup: Lookup): Promise<Candidate | undefined> {
  const candidates = await Promise.all(queries.map((query) => lookUp(query, lookup)));
  return candidates.filter(({ ranked }) => ranked.length > 0).sort((a, b) => best(b) - best(a))[0];
}

/** Readings that may both be meant, as one: each page counts by the reading that it fits best. */
function merged(readings: Candidate[]): Candidate {
  const [first = { searched: '', terms: [], ranked: [] }, ...others] = [...readings].sort((a, b) => best(b) - best(a));
  if (others.length === 0) return first;
  const pages = new Map<string, Ranked>();
  for (const page of readings.flatMap(({ ranked }) => ranked)) if (page.score > (pages.get(page.id)?.score ?? -1)) pages.set(page.id, page);
  return { ...first, terms: [...first.terms, ...others.flatMap(({ terms }) => terms.filter(({ text }) => !first.terms.some((term) => term.text === text)))], ranked: inOrder([...pages.values()]) };
}

function conclude({ searched, terms, ranked }: Candidate, more: Pick<Answer, 'correction' | 'alike'> = {}): Answer {
  const top = best({ searched, terms, ranked });
  const match = ranked.length === 0 ? 'none' : ranked.some(({ full }) => full) ? 'full' : top < WEAK ? 'weak' : 'partly';
  const kept = match === 'weak' ? ranked.filter(({ coverage }) => coverage >= WEAK_TAIL * top).slice(0, WEAK_MOST) : ranked.filter(({ coverage, full }) => full || coverage >= TAIL * top);
  return { searched, terms, ranked: kept, match, ...more };
}

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

/** Lets the page answer its reader between two pieces of work. */
const pause = () => new Promise<void>((resolve) => { setTimeout(resolve, 0); });

/** Whether letters can only be pinyin: several syllables with spaces or apostrophes between them, and a word of the site sounds so. */
const isSpelt = (query: string, lexicon: Lexicon): boolean => {
  const syllables = query.split(/[' ]+/);
  return syllables.length > 1 && syllables.every((syllable) => lexicon.charsOf(syllable) !== '') && lexicon.bySound.has(syllables.join(''));
};

async function byPinyin(query: string, typed: Candidate, lookup: Lookup): Promise<Answer | undefined> {
  const letters = query.replace(/[' ]/g, '');
  if (letters.length < 2) return undefined;
  const [titles, lexicon] = await Promise.all([/^[a-z]+$/.test(letters) ? titlesBySound(letters, lookup) : [], lookup.lexicon()]);
  await pause();
  const found = await bestOf(fromPinyin(query, lexicon), lookup);
  // A Latin word that stands in the site as it was typed (dna, ph) is taken as such; the other reading is offered.
  if (typed.ranked.some(({ full, coverage }) => full && coverage > 0.99) && !isSpelt(query, lexicon)) {
    const named = found && lexicon.words.some(({ text, named: inTitle }) => inTitle && text === found.searched);
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

async function bySlip(query: string, typed: Candidate, lookup: Lookup): Promise<Answer | undefined> {
  const pairs = typed.terms.filter(({ kind }) => kind === 'pair');
  const unknown = new Set<number>();
  await Promise.all(pairs.map(async ({ text, start }) => void ((await lookup.find(text, false)).length === 0 && unknown.add(start))));
  if (unknown.size === 0) return undefined;
  const lexicon = await lookup.lexicon();
  await pause();
  const words = await bestOf(fromSlip(query, (start) => unknown.has(start), lexicon), lookup);
  const known = words?.ranked.some(({ full }) => full) ? [] : await respell(query, lookup, lexicon);
  const found = await bestOf([...(words ? [words.searched] : []), ...known], lookup);
  if (found && best(found) >= best(typed) + GAIN) return conclude(found, { correction: { kind: 'slip', from: query, to: found.searched } });
  const sound = soundOf(query, lexicon.soundOf);
  const titles = sound && best(typed) < WEAK ? await titlesBySound(sound, lookup) : [];
  return titles.length > 0 ? conclude({ ...typed, ranked: titles }, { correction: { kind: 'slip', from: query, to: undefined } }) : undefined;
}

/**
 * Few pages hold a short query: perhaps a word of the same sound was meant. Where the query is a word of the site,
 * the other is shown after it; where its characters merely happen to meet (病人身上 holds 人身), it is taken.
 */
async function bySound(query: string, typed: Candidate, lookup: Lookup): Promise<Pick<Answer, 'correction' | 'alike'> | undefined> {
  const held = typed.ranked.filter(({ full }) => full).length;
  if (!/^\p{Script=Han}{2,4}$/u.test(query) || held > MANY) return undefined;
  const lexicon = await lookup.lexicon();
  const own = lexicon.words.find(({ text }) => text === query);
  const meant = own?.named ? undefined : lexicon.bySound.get(soundOf(query, lexicon.soundOf) ?? '')?.find(({ text, named }) => named && text !== query && text.length === query.length);
  if (!meant) return undefined;
  const alike = await lookUp(meant.text, lookup);
  const more = alike.ranked.filter(({ full }) => full).length > held;
  if (held > FEW) return more ? { alike } : undefined;
  return !own && more ? { alike, correction: { kind: 'slip', from: query, to: meant.text } } : { alike };
}

/**
 * Pages for what a reader typed. `literal` looks up only what was typed, after a correction was declined. Never
 * rejects on any text; rejects when the index cannot be read.
 */
export async function answer(raw: string, lookup: Lookup, { literal = false } = {}): Promise<Answer> {
  const asked = normalise(raw.slice(0, 4 * MAX_QUERY)).slice(0, MAX_QUERY);
  const readings = HAN.test(asked) && !literal ? simplify(asked, await lookup.script()) : [asked];
  const typed = merged(await Promise.all(readings.map((reading) => lookUp(reading, lookup))));
  const query = typed.searched;
  const script = query === asked ? {} : { correction: { kind: 'script' as const, from: asked, to: query } };
  if (literal || typed.terms.length === 0) return conclude(typed);
  if (/^[a-z' ]+$/.test(query) || (HAN.test(query) && /[a-z]/.test(query) && !typed.ranked.some(({ full, coverage }) => full && coverage > 0.99))) {
    const meant = await byPinyin(query, typed, lookup);
    if (meant) return meant;
  }
  if (!HAN.test(query)) return conclude(typed);
  if (!typed.ranked.some(({ full }) => full)) {
    const meant = await bySlip(query, typed, lookup);
    if (meant) return meant;
  }
  const meant = await bySound(query, typed, lookup);
  if (meant?.alike && meant.correction) return conclude(meant.alike, { correction: meant.correction });
  return conclude(typed, { ...script, ...meant });
}
