/** Question by question: answer, explanation, next. Nothing is counted and nothing is kept. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isRight, remark, type Given, type SheetItem } from '#/lib/quiz-sheet.ts';
import { Explanation } from './Explanation.tsx';
import { KIND_HINTS, KIND_LABELS } from './labels.ts';
import { Question } from './Question.tsx';

/** How far a reader has come; a new one for each sheet. */
export interface Progress {
  /** The question shown; as many as there are items: the end. */
  index: number;
  given: readonly Given[];
  shown: readonly boolean[];
}

export const START: Progress = { index: 0, given: [], shown: [] };

interface Props {
  items: readonly SheetItem[];
  progress: Progress;
  onChange: (progress: Progress) => void;
}

const replaced = <T,>(list: readonly T[], at: number, value: T): T[] => {
  const out = [...list];
  out[at] = value;
  return out;
};

function verdict(item: SheetItem, given: Given): string {
  if (given === undefined || (Array.isArray(given) && given.length === 0)) return '只看了答案';
  if (isRight(item, given)) return item.kind === 'estimate' ? '很接近' : '和答案一样';
  return '和答案不一样';
}

function End({ items, progress, onChange }: Props) {
  return (
    <>
      <p>这里不打分。想再看哪一题，就点它。</p>
      <ol class="quiz-end">
        {items.map((item, index) => (
          <li key={item.text}>
            <button type="button" onClick={() => onChange({ ...progress, index })}>
              {item.text}
            </button>
            <span class="meta">{progress.shown[index] ? verdict(item, progress.given[index]) : '还没有看'}</span>
          </li>
        ))}
      </ol>
      <p class="quiz-ways">
        <button type="button" onClick={() => onChange(START)}>
          从头再来
        </button>
      </p>
    </>
  );
}

export function Practice({ items, progress, onChange }: Props) {
  const { index, given, shown } = progress;
  const head = useRef<HTMLHeadingElement>(null);
  const main = useRef<HTMLButtonElement>(null);
  const first = useRef(true);
  useLayoutEffect(() => {
    // Whoever opens the page is left where he is; from then on each new question takes the focus.
    if (!first.current) head.current?.focus();
    first.current = false;
  }, [index]);

  const item = items[index];
  const open = shown[index] === true;
  const go = (to: number) => onChange({ ...progress, index: to });
  const submit = (event: Event) => {
    event.preventDefault();
    if (!item) return;
    if (open) return go(index + 1);
    onChange({ ...progress, shown: replaced(shown, index, true) });
    // The field that held the focus is closed now.
    main.current?.focus();
  };
  return (
    <form class="quiz-practice" onSubmit={submit}>
      <h2 ref={head} tabIndex={-1}>
        {item ? `第 ${index + 1} 题，共 ${items.length} 题` : '都看完了'}
      </h2>
      {item ? (
        <fieldset key={item.text} disabled={open}>
          <legend class="quiz-text">
            {item.text}
            <span class="meta">
              {KIND_LABELS[item.kind]}：{KIND_HINTS[item.kind]}
            </span>
          </legend>
          <Question item={item} given={given[index]} shown={open} onGive={(value) => onChange({ ...progress, given: replaced(given, index, value) })} />
        </fieldset>
      ) : (
        <End items={items} progress={progress} onChange={onChange} />
      )}
      <div class="quiz-answer" role="status">
        {item && open && (
          <>
            <p>
              <strong>{remark(item, given[index])}</strong>
            </p>
            <Explanation item={item} />
          </>
        )}
      </div>
      {item && (
        <p class="quiz-ways">
          <button ref={main} type="submit" class="quiz-main">
            {!open ? '看答案' : index + 1 < items.length ? '下一题' : '看完了'}
          </button>
          {index > 0 && (
            <button type="button" onClick={() => go(index - 1)}>
              上一题
            </button>
          )}
        </p>
      )}
    </form>
  );
}
