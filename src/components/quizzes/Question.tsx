/** One question to be answered: options, a list to be put in order, or a number. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isRight, letter, type ChoiceItem, type EstimateItem, type Given, type SheetItem } from '#/lib/quiz-sheet.ts';

interface Props<Item extends SheetItem = SheetItem> {
  item: Item;
  given: Given;
  /** Whether the answer has been shown: nothing changes any more. */
  shown: boolean;
  onGive: (given: Given) => void;
}

const placesOf = (given: Given): number[] => (Array.isArray(given) ? given : []);

function Choices({ item, given, shown, onGive }: Props<ChoiceItem>) {
  const chosen = placesOf(given);
  const many = item.kind === 'multiple';
  const toggle = (place: number) => {
    if (!many) onGive([place]);
    else onGive(chosen.includes(place) ? chosen.filter((each) => each !== place) : [...chosen, place]);
  };
  return (
    <ul class="quiz-options">
      {item.options.map((option, place) => {
        const right = shown && item.answer.includes(place);
        // A radio button that is closed shows too faintly what was chosen.
        const marks = [...(right ? ['答案'] : []), ...(shown && chosen.includes(place) ? ['你选的'] : [])];
        return (
          <li key={option}>
            <label data-right={right ? '' : undefined}>
              <input type={many ? 'checkbox' : 'radio'} name="answer" checked={chosen.includes(place)} onChange={() => toggle(place)} />
              <span>
                {letter(place)}. {option}
                {marks.length > 0 && <strong class="quiz-mark">（{marks.join('，')}）</strong>}
              </span>
            </label>
          </li>
        );
      })}
    </ul>
  );
}

function Order({ item, given, shown, onGive }: Props<ChoiceItem>) {
  const [said, setSaid] = useState('');
  const pressed = useRef<HTMLElement>();
  // A button that travels with its row loses the focus on the way, and gets it back here.
  useLayoutEffect(() => {
    pressed.current?.focus();
    pressed.current = undefined;
  });
  const order = placesOf(given).length > 0 ? placesOf(given) : item.options.map((_, place) => place);
  const move = (button: HTMLElement, from: number, to: number) => {
    if (to < 0 || to >= order.length) return;
    const next = [...order];
    next.splice(to, 0, ...next.splice(from, 1));
    pressed.current = button;
    onGive(next);
    setSaid(`“${item.options[order[from] ?? 0] ?? ''}”移到了第 ${to + 1} 位`);
  };
  return (
    <>
      <ol class="quiz-order">
        {order.map((place, index) => (
          <li key={place}>
            <span>
              {letter(place)}. {item.options[place]}
              {shown && !isRight(item, order) && <strong class="quiz-mark">（应排第 {item.answer.indexOf(place) + 1}）</strong>}
            </span>
            {/* A button that goes grey would lose the focus, so those at the ends only say that they do nothing. */}
            <button type="button" aria-label={`把“${item.options[place] ?? ''}”上移`} aria-disabled={index === 0} onClick={(event) => move(event.currentTarget, index, index - 1)}>
              ↑
            </button>
            <button type="button" aria-label={`把“${item.options[place] ?? ''}”下移`} aria-disabled={index === order.length - 1} onClick={(event) => move(event.currentTarget, index, index + 1)}>
              ↓
            </button>
          </li>
        ))}
      </ol>
      <p class="visually-hidden" aria-live="polite">
        {said}
      </p>
    </>
  );
}

function Estimate({ item, given, onGive }: Props<EstimateItem>) {
  return (
    <label class="quiz-number">
      <span>约</span>
      <input
        type="number"
        inputMode="decimal"
        min="0"
        step="any"
        autocomplete="off"
        aria-label={`估计的数，单位${item.unit}`}
        value={typeof given === 'number' ? given : ''}
        onInput={(event) => {
          const value = event.currentTarget.valueAsNumber;
          onGive(Number.isFinite(value) ? value : undefined);
        }}
      />
      <span>{item.unit}</span>
    </label>
  );
}

export function Question({ item, ...rest }: Props) {
  if (item.kind === 'estimate') return <Estimate item={item} {...rest} />;
  return item.kind === 'order' ? <Order item={item} {...rest} /> : <Choices item={item} {...rest} />;
}
