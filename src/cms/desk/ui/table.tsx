/** A table that stays a table for screen readers and becomes a list of cards on a narrow screen. */
import type { ComponentChildren } from 'preact';

export interface Column<T> {
  /** Heading of the column, and label of the value on a narrow screen. */
  label: string;
  cell: (row: T) => ComponentChildren;
  /** The column that names the row. At most one. */
  head?: boolean;
}

interface Props<T> {
  /** What the table lists; read out, and shown above it unless `hideCaption`. */
  caption: string;
  hideCaption?: boolean;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string | number;
  /** Shown in place of a table without rows. */
  empty: string;
}

// The roles are written out: `display: block` takes them away in some browsers.
export function Table<T>({ caption, hideCaption = false, columns, rows, rowKey, empty }: Props<T>) {
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  return (
    <table class="table" role="table">
      <caption class={hideCaption ? 'by-ear' : undefined}>{caption}</caption>
      <thead role="rowgroup"><tr role="row">{columns.map(({ label }) => <th key={label} scope="col" role="columnheader">{label}</th>)}</tr></thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row">
            {columns.map(({ label, cell, head }) => (head
              ? <th key={label} scope="row" role="rowheader" data-label={label}><div>{cell(row)}</div></th>
              : <td key={label} role="cell" data-label={label}><div>{cell(row)}</div></td>))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
