/** What was corrected, what else may have been meant, and what to do when nothing was found. */
import type { State } from '#/search/address.ts';
import type { Answer } from '#/search/query.ts';
import { shorterQueries } from './remarks.ts';

export interface Link {
  label: string;
  href: string;
}

interface Props {
  answer: Answer;
  /** Address of the search page with another state. */
  to: (change: Partial<State>) => string;
  /** Follows such an address without leaving the page. */
  go: (change: Partial<State>) => void;
}

function Go({ to, go, change, children }: Pick<Props, 'to' | 'go'> & { change: Partial<State>; children: string }) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(change);
  };
  return (
    <a href={to(change)} onClick={follow}>
      {children}
    </a>
  );
}

/** Says for what the results are when that is not what was typed. */
export function Corrections({ answer: { correction, alike }, to, go }: Props) {
  const links = { to, go };
  return (
    <>
      {correction?.to && (
        <p class="search-remark">
          已按“{correction.to}”搜索
          {correction.kind !== 'script' && (
            <>
              ，
              <Go {...links} change={{ query: correction.from, literal: true }}>{`仍搜“${correction.from}”`}</Go>
            </>
          )}
          。
        </p>
      )}
      {correction && !correction.to && <p class="search-remark">下面是标题读音相近的页面。</p>}
      {alike && (
        <p class="search-remark">
          是不是想找<Go {...links} change={{ query: alike.searched, literal: false }}>{`“${alike.searched}”`}</Go>？
        </p>
      )}
    </>
  );
}

/** What to do when nothing was found. */
export function Nothing({ query, filtered, nearest, sections, topics, letters, to, go }: Omit<Props, 'answer'> & { query: string; filtered: boolean; nearest: string[]; sections: Link[]; topics: Link[]; letters: Link[] }) {
  const shorter = [...new Set([...nearest, ...shorterQueries(query)])];
  return (
    <div class="empty search-nothing">
      {filtered && (
        <p>
          在所选条件下没有找到“{query}”。<Go to={to} go={go} change={{ selection: {} }}>在全站找</Go>
        </p>
      )}
      {!filtered && <p>没有找到“{query}”。换个短一点的词，或从下面的栏目和主题看起。</p>}
      {shorter.length > 0 && (
        <p>
          相近的：
          {shorter.map((word) => (
            <span key={word} class="search-try">
              <Go to={to} go={go} change={{ query: word, selection: {}, literal: false }}>{word}</Go>
            </span>
          ))}
        </p>
      )}
      {[
        { label: '栏目', links: sections },
        { label: '主题', links: topics },
        { label: '词条 A—Z', links: letters },
      ].map(({ label, links }) => (
        <div key={label} class="search-ways">
          <p>{label}</p>
          <ul>
            {links.map((link) => (
              <li key={link.href}>
                <a href={link.href}>{link.label}</a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
