/** The search field with its suggestions: past queries of this device, and titles that fit what is typed (ARIA combobox). */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Suggestion } from './suggest.ts';

export interface Props {
  query: string;
  suggestions: Suggestion[];
  /** Whether the suggestions come from this device's history alone, which can be erased. */
  past: boolean;
  onType: (query: string) => void;
  onSubmit: (query: string) => void;
  onClear: () => void;
  onForget: () => void;
  /** The reader means to search: load what it takes. */
  onIntend: () => void;
}

const LIST = 'search-suggestions';

export function SearchBox({ query, suggestions, past, onType, onSubmit, onClear, onForget, onIntend }: Props) {
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const shown = open && suggestions.length > 0;

  // Preact listens to `onCompositionEnd` under that very name, which no browser sends.
  const composed = useRef(onType);
  composed.current = onType;
  useEffect(() => {
    const field = input.current;
    const end = () => composed.current(field?.value ?? '');
    field?.addEventListener('compositionend', end);
    return () => field?.removeEventListener('compositionend', end);
  }, []);
  useEffect(() => setActive(-1), [query, suggestions.length]);

  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const submit = () => {
    close();
    onSubmit(input.current?.value ?? '');
  };
  const choose = ({ text, href }: Suggestion) => {
    close();
    if (href) location.assign(href);
    else onSubmit(text);
  };
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      if (shown) close();
      else onClear();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && suggestions.length > 0) {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      // One place beyond each end stands for the field itself.
      setActive((at) => ((at + 1 + step + suggestions.length + 1) % (suggestions.length + 1)) - 1);
    } else if (event.key === 'Enter' && shown && suggestions[active]) {
      event.preventDefault();
      choose(suggestions[active]);
    }
  };
  return (
    <form
      class="search-form"
      method="get"
      role="search"
      aria-label="全站搜索"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onFocusOut={(event) => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) close();
      }}
    >
      <label for="q">要找的词、问题或拼音</label>
      <div class="search-line" ref={box}>
        <input
          ref={input}
          id="q"
          name="q"
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls={LIST}
          aria-activedescendant={shown && active >= 0 ? `${LIST}-${active}` : undefined}
          value={query}
          maxLength={200}
          enterkeyhint="search"
          autocomplete="off"
          spellcheck={false}
          onFocus={() => {
            onIntend();
            if (!query) setOpen(true);
          }}
          onInput={(event) => {
            if (event.isComposing) return;
            setOpen(true);
            onType(event.currentTarget.value);
          }}
          onKeyDown={press}
        />
        <button type="submit">搜索</button>
        <div class="search-suggestions" hidden={!shown}>
          <ul id={LIST} role="listbox" aria-label={past ? '搜过的' : '建议'}>
            {suggestions.map((suggestion, i) => (
              <li key={suggestion.href ?? suggestion.text} id={`${LIST}-${i}`} role="option" aria-selected={i === active} onPointerDown={(event) => event.preventDefault()} onClick={() => choose(suggestion)}>
                {suggestion.text}
                <span class="search-hint">{suggestion.hint}</span>
              </li>
            ))}
          </ul>
          {past && (
            <p class="search-forget">
              只记在这台设备上。
              <button
                type="button"
                onClick={() => {
                  onForget();
                  input.current?.focus();
                }}
              >
                清除搜过的
              </button>
            </p>
          )}
        </div>
      </div>
    </form>
  );
}
