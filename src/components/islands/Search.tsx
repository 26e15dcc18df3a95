/** The search page: one input, filters and results, all kept in the address. The index is opened at the first intention. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Filters } from '#/components/search/Filters.tsx';
import { Corrections, Nothing, type Link } from '#/components/search/Remarks.tsx';
import { countSentence } from '#/components/search/remarks.ts';
import { Results } from '#/components/search/Results.tsx';
import { SearchBox } from '#/components/search/SearchBox.tsx';
import { pauseAfter, suggestionsFor } from '#/components/search/suggest.ts';
import { readAddress, writeAddress, type State } from '#/search/address.ts';
import type { Found, SearchClient, View } from '#/search/client.ts';
import { counts } from '#/search/facets.ts';
import { forgetAll, pastQueries, remember } from '#/search/history.ts';
import '#/styles/search.css';

export interface Props {
  /** Base path of the site, ending with a slash. */
  root: string;
  /** Where to go when nothing is found. */
  sections: Link[];
  topics: Link[];
  /** The glossary's letters. */
  letters: Link[];
}

const STEP = 10;
/** Results for a word of the same sound, below the others. */
const ALIKE = 5;
/** A query that stands so long, in milliseconds, was meant. */
const SETTLED = 2500;

const EMPTY: State = { query: '', selection: {}, sort: 'relevance', literal: false };

let client: Promise<SearchClient> | undefined;
/** Loads the query layer once, and again after a failure. */
function connect(root: string): Promise<SearchClient> {
  if (client) return client;
  // Side by side: each is a way to the server and back.
  const manifest = fetch(`${root}pagefind/search.json`, { cache: 'no-cache' });
  manifest.catch(() => undefined);
  client = import('#/search/client.ts').then(({ SearchClient: Client }) => new Client(root, manifest));
  client.catch(() => (client = undefined));
  return client;
}

export default function Search({ root, sections, topics, letters }: Props) {
  const [state, setState] = useState(EMPTY);
  const [count, setCount] = useState(STEP);
  const [found, setFound] = useState<Found>();
  const [view, setView] = useState<View>();
  const [alike, setAlike] = useState<View>();
  const [status, setStatus] = useState<'idle' | 'busy' | 'failed'>('idle');
  const [past, setPast] = useState<string[]>([]);
  const [nearest, setNearest] = useState<string[]>([]);
  const page = useRef<HTMLDivElement>(null);
  const latest = useRef(0);
  const plainTitle = useRef<string>();
  const timer = useRef<number>();
  const settled = useRef<number>();
  const shown = useRef<{ key: string; found: Found }>();
  const list = useRef<HTMLDivElement>(null);

  /** What was asked for stands in the title too, for the tab, the history and the screen reader. */
  const entitle = useCallback((query: string) => {
    plainTitle.current ??= document.title;
    document.title = query ? `${query} — ${plainTitle.current}` : plainTitle.current;
  }, []);

  const run = useCallback(
    async (next: State, pages: number) => {
      clearTimeout(timer.current);
      clearTimeout(settled.current);
      const turn = ++latest.current;
      setState(next);
      setCount(pages);
      history.replaceState(history.state, '', location.pathname + writeAddress(next));
      entitle(next.query.trim());
      if (!next.query.trim()) {
        setFound(undefined);
        setView(undefined);
        setStatus('idle');
        return;
      }
      setStatus('busy');
      try {
        const search = await connect(root);
        const key = JSON.stringify([next.query, next.literal]);
        const answered = shown.current?.key === key ? shown.current.found : await search.find(next.query, next.literal);
        const other = answered.answer.alike;
        const [viewed, viewedAlike] = await Promise.all([search.view(answered.answer, answered.facets, next.selection, next.sort, pages), other && search.view(other, answered.facets, next.selection, next.sort, ALIKE)]);
        const near = answered.answer.match === 'none' && answered.answer.terms.length > 0 ? await search.nearest(next.query) : [];
        if (turn !== latest.current) return;
        setNearest(near);
        shown.current = { key, found: answered };
        setFound(answered);
        setView(viewed);
        setAlike(viewedAlike);
        setStatus('idle');
        settled.current = window.setTimeout(() => {
          setPast(remember(next.query));
          if (answered.answer.match === 'none') search.report(next.query);
        }, SETTLED);
      } catch {
        if (turn === latest.current) setStatus('failed');
      }
    },
    [root, entitle],
  );

  useEffect(() => {
    setPast(pastQueries());
    const start = () => {
      const next = readAddress(location.search);
      // What was typed before the script came stays.
      const field = page.current?.querySelector('input');
      if (!next.query && field?.value) next.query = field.value;
      void run(next, STEP);
    };
    start();
    addEventListener('popstate', start);
    return () => removeEventListener('popstate', start);
  }, [run]);

  const typed = (query: string) => {
    const next = { ...state, query, literal: false };
    setState(next);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void run(next, STEP), pauseAfter(query));
  };
  const submitted = (query: string) => {
    if (query.trim()) setPast(remember(query));
    void run({ ...state, query, literal: query === state.query && state.literal }, STEP);
  };
  const change = (part: Partial<State>) => void run({ ...state, ...part }, STEP);
  const address = (part: Partial<State>) => writeAddress({ ...state, ...part }) || '?';
  const more = async () => {
    await run(state, count + STEP);
    list.current?.querySelector<HTMLElement>(`li:nth-child(${count + 1}) a`)?.focus();
  };

  const filtered = Object.values(state.selection).some((values) => values.length > 0);
  const sentence = status === 'failed' ? '搜索没有连上。' : status === 'busy' && !view ? '正在搜索……' : found && view ? countSentence(found.answer, view.total, view.full) : '';
  return (
    <div class="search-page" ref={page} aria-busy={status === 'busy'}>
      <SearchBox
        query={state.query}
        suggestions={suggestionsFor(state.query, past, view?.results)}
        past={!state.query.trim()}
        onType={typed}
        onSubmit={submitted}
        onClear={() => void run({ ...EMPTY, sort: state.sort }, STEP)}
        onForget={() => {
          forgetAll();
          setPast([]);
        }}
        onIntend={() => void connect(root).then((search) => search.prepare()).catch(() => undefined)}
      />
      <p class="search-count" role="status" aria-live="polite">
        {sentence}
      </p>
      {status === 'failed' && (
        <p class="search-remark">
          请检查网络。
          <button type="button" onClick={() => void run(state, count)}>
            再试一次
          </button>
        </p>
      )}
      {found && view && (
        <>
          <Corrections answer={found.answer} to={address} go={change} />
          {found.answer.ranked.length > 0 && <Filters counts={counts(found.answer.ranked, found.facets, state.selection)} state={state} onChange={change} />}
          {view.total === 0 ? (
            found.answer.terms.length > 0 && <Nothing query={state.query} filtered={filtered && found.answer.ranked.length > 0} nearest={nearest} sections={sections} topics={topics} letters={letters} to={address} go={change} />
          ) : (
            <div ref={list}>
              <Results results={view.results} label="搜索结果" />
            </div>
          )}
          {alike && found.answer.alike && alike.total > 0 && (
            <section aria-labelledby="alike">
              <h2 id="alike">同音的“{found.answer.alike.searched}”</h2>
              <Results results={alike.results} label={`同音的“${found.answer.alike.searched}”的结果`} level={3} />
            </section>
          )}
          {view.results.length < view.total && (
            <button class="search-more" type="button" onClick={() => void more()}>
              再看 {Math.min(STEP, view.total - view.results.length)} 篇
            </button>
          )}
        </>
      )}
    </div>
  );
}
