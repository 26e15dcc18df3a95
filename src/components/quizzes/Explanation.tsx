/** Why the answer is what it is, and where that comes from. */
import type { SheetItem } from '#/lib/quiz-sheet.ts';

export function Explanation({ item }: { item: SheetItem }) {
  return (
    <>
      <p>{item.explanation}</p>
      {item.grounds.length > 0 && (
        <p class="meta">
          依据：
          {item.grounds.map(({ label, detail, href }, index) => (
            <span key={label}>
              {index > 0 && '；'}
              {href ? <a href={href}>{label}</a> : label}
              {detail && `（${detail}）`}
            </span>
          ))}
        </p>
      )}
    </>
  );
}
