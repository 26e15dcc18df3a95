/**
 * Suggestions below the search field in the head of every page: titles that fit what is typed, and past queries of this
 * device. Asked for when the field is first focused (components/site/switches.ts); without it the field is a form.
 */
import { pauseAfter, suggestionsFor, type Suggestion } from './suggest.ts';
import { SUGGESTIONS_STYLE } from './suggestions-style.ts';
import { SearchClient } from '#/search/client.ts';
import { pastQueries, remember } from '#/search/history.ts';

const LIST = 'site-suggestions';

const field = document.querySelector<HTMLInputElement>('#site-q');
const form = field?.form;

function start(input: HTMLInputElement, inside: HTMLFormElement): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SUGGESTIONS_STYLE);
  document.adoptedStyleSheets.push(sheet);

  const list = document.createElement('ul');
  Object.assign(list, { id: LIST, role: 'listbox', ariaLabel: '建议', hidden: true, className: 'site-suggestions' });
  const said = document.createElement('p');
  Object.assign(said, { role: 'status', className: 'visually-hidden' });
  inside.append(list, said);
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': LIST })) input.setAttribute(name, value);

  const client = new SearchClient(new URL(inside.action).pathname.replace(/search\/$/, ''));
  let shown: Suggestion[] = [];
  let active = -1;
  let turn = 0;
  let timer = 0;

  const mark = (): void => {
    [...list.children].forEach((option, i) => { option.setAttribute('aria-selected', `${i === active}`); });
    if (active >= 0) input.setAttribute('aria-activedescendant', `${LIST}-${active}`);
    else input.removeAttribute('aria-activedescendant');
  };
  const show = (suggestions: Suggestion[]): void => {
    [shown, active] = [suggestions, -1];
    list.replaceChildren(
      ...suggestions.map(({ text, hint }, i) => {
        const option = document.createElement('li');
        Object.assign(option, { id: `${LIST}-${i}`, role: 'option' });
        const note = document.createElement('span');
        note.textContent = hint;
        option.append(text, note);
        return option;
      }),
    );
    list.hidden = suggestions.length === 0;
    input.setAttribute('aria-expanded', `${!list.hidden}`);
    said.textContent = list.hidden ? '' : `${suggestions.length} 条建议`;
    mark();
  };
  const close = (): void => {
    clearTimeout(timer);
    turn++;
    show([]);
  };
  const choose = ({ text, href }: Suggestion): void => {
    close();
    if (href) location.assign(href);
    else {
      input.value = text;
      inside.requestSubmit();
    }
  };
  const suggest = async (): Promise<void> => {
    const mine = ++turn;
    const query = input.value;
    const past = pastQueries();
    if (!query.trim()) return show(suggestionsFor('', past, undefined));
    // Without an answer the field stays what it is: a form.
    const found = await client.find(query, false).then(({ answer, facets }) => client.view(answer, facets, {}, 'relevance', 10)).catch(() => undefined);
    if (mine === turn && document.activeElement === input) show(suggestionsFor(query, past, found?.results));
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void suggest(), pauseAfter(input.value));
  };

  input.addEventListener('input', (event) => { if (!(event as InputEvent).isComposing) later(); });
  input.addEventListener('compositionend', later);
  input.addEventListener('blur', close);
  input.addEventListener('focus', () => { if (input.value === '') void suggest(); });
  inside.addEventListener('submit', () => { remember(input.value); });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = shown[active];
    if (step) {
      // One place beyond each end stands for the field itself.
      active = ((active + 1 + step + shown.length + 1) % (shown.length + 1)) - 1;
      mark();
    } else if (event.key === 'Enter' && chosen) choose(chosen);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  });
  // The field keeps the focus while an option is pressed.
  list.addEventListener('pointerdown', (event) => { event.preventDefault(); });
  list.addEventListener('click', ({ target }) => {
    const chosen = shown[[...list.children].findIndex((option) => option.contains(target as Node))];
    if (chosen) choose(chosen);
  });

  client.prepare().catch(() => undefined);
  void suggest();
}

if (field && form) start(field, form);
