/** A quiz as a sheet of paper: all questions, each answer folded in; the key behind them when it is asked for. */
import { answerInWords, inFigures, type SheetItem } from '#/lib/quiz-sheet.ts';
import { Explanation } from './Explanation.tsx';
import { KIND_HINTS, KIND_LABELS } from './labels.ts';

interface Props {
  items: readonly SheetItem[];
  seed: string;
  /** Whether the key follows the questions. */
  answers: boolean;
}

/** Bounds of a guess in three figures. */
const near = (value: number): string => inFigures(Number(value.toPrecision(3)));

function Answer({ item }: { item: SheetItem }) {
  return (
    <p>
      <strong>{answerInWords(item)}</strong>
      {item.kind === 'estimate' && `（在 ${near(item.value / item.factor)} 到 ${near(item.value * item.factor)} ${item.unit}之间都算接近）`}
      {(item.kind === 'single' || item.kind === 'multiple') && `：${[...item.answer].sort((a, b) => a - b).map((place) => item.options[place]).join('；')}`}
      {item.kind === 'order' && `：${item.answer.map((place) => item.options[place]).join(' → ')}`}
    </p>
  );
}

export function Sheet({ items, seed, answers }: Props) {
  return (
    <div class="quiz-sheet">
      <p class="quiz-name">姓名<span class="quiz-line" />{seed && `卷号 ${seed}`}</p>
      <ol class="quiz-questions">
        {items.map((item, index) => (
          <li key={item.text}>
            <p class="quiz-text">{item.text}</p>
            <p class="meta">{KIND_LABELS[item.kind]}：{KIND_HINTS[item.kind]}</p>
            {item.kind === 'estimate' ? (
              <p>约<span class="quiz-line" />{item.unit}</p>
            ) : (
              <ol class="quiz-letters">{item.options.map((option) => <li key={option}>{option}</li>)}</ol>
            )}
            {item.kind === 'order' && <p class="quiz-order-line">次序<span class="quiz-line" /></p>}
            <details>
              <summary>第 {index + 1} 题的答案</summary>
              <Answer item={item} />
              <Explanation item={item} />
            </details>
          </li>
        ))}
      </ol>
      {answers && (
        <section class="quiz-key" aria-labelledby="quiz-key">
          <h2 id="quiz-key">答案{seed && `（卷号 ${seed}）`}</h2>
          <ol>
            {items.map((item) => (
              <li key={item.text}>
                <p class="meta">{item.text}</p>
                <Answer item={item} />
                <Explanation item={item} />
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}
