/** Filters with the number of results that each choice leaves: sections as boxes, the rest as menus. On a narrow screen they are folded, so that the results come first. */
import { useState } from 'preact/hooks';
import { FACETS, type FacetName, type Selection } from '#/search/facets.ts';
import type { State } from '#/search/address.ts';

export interface Props {
  counts: Record<FacetName, [value: string, pages: number][]>;
  state: State;
  onChange: (change: Partial<State>) => void;
}

const MENUS = ['region', 'year', 'grade', 'kind'] as const satisfies FacetName[];

export function Filters({ counts, state, onChange }: Props) {
  const chosen = (name: FacetName) => state.selection[name] ?? [];
  const choose = (name: FacetName, values: string[]) => {
    const selection: Selection = { ...state.selection, [name]: values };
    onChange({ selection });
  };
  const chosenNow = Object.values(state.selection).reduce((sum, values) => sum + values.length, 0) + (state.sort === 'date' ? 1 : 0);
  const [narrow] = useState(() => !matchMedia('(width >= 45rem)').matches);
  const [open] = useState(chosenNow > 0);
  const filters = (
    <div class="filters">
      {counts.section.length > 0 && (
        <fieldset class="filter-boxes">
          <legend>{FACETS.section}</legend>
          {counts.section.map(([value, pages]) => (
            <label key={value}>
              <input
                type="checkbox"
                name="section"
                value={value}
                checked={chosen('section').includes(value)}
                onChange={({ currentTarget }) => choose('section', currentTarget.checked ? [...chosen('section'), value] : chosen('section').filter((other) => other !== value))}
              />
              {value}
              <span class="filter-count">{pages}</span>
            </label>
          ))}
        </fieldset>
      )}
      {MENUS.filter((name) => counts[name].length > 0).map((name) => (
        <label key={name} class="filter-menu">
          {FACETS[name]}
          <select name={name} value={chosen(name)[0] ?? ''} onChange={({ currentTarget }) => choose(name, currentTarget.value ? [currentTarget.value] : [])}>
            <option value="">全部</option>
            {counts[name].map(([value, pages]) => (
              <option key={value} value={value}>
                {value}（{pages}）
              </option>
            ))}
          </select>
        </label>
      ))}
      <label class="filter-menu">
        排序
        <select name="sort" value={state.sort} onChange={({ currentTarget }) => onChange({ sort: currentTarget.value === 'date' ? 'date' : 'relevance' })}>
          <option value="relevance">最相关</option>
          <option value="date">日期从新到旧</option>
        </select>
      </label>
    </div>
  );
  if (!narrow) return filters;
  return (
    <details class="filters-folded" open={open}>
      <summary>筛选和排序{chosenNow > 0 && `（已选 ${chosenNow} 项）`}</summary>
      {filters}
    </details>
  );
}
