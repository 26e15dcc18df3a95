/** The figure's numbers as a table: what paper, a reader without script and a screen reader get. */
import { joinUnits } from '#/lib/units.ts';

interface Props {
  caption: string;
  head: readonly string[];
  /** First cell of a row is its heading. */
  rows: readonly (readonly string[])[];
  /** Row of the present state. */
  current?: number | undefined;
}

export function ValueTable({ caption, head, rows, current }: Props) {
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label={`表格：${caption}，可左右滚动`}>
      <table class="explainer-table">
        <caption>{joinUnits(caption)}</caption>
        <thead><tr>{head.map((text) => <th key={text} scope="col">{joinUnits(text)}</th>)}</tr></thead>
        <tbody>
          {rows.map(([first, ...rest], at) => (
            <tr key={first} aria-current={at === current ? 'true' : undefined}>
              <th scope="row">{first && joinUnits(first)}</th>
              {rest.map((text, column) => <td key={head[column + 1]}>{joinUnits(text)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
