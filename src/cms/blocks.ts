/** Text as the editor can hold it: the few kinds of block and mark that a body may have. */

export interface Run {
  text: string;
  bold?: boolean;
  italic?: boolean;
  /** Address of a link. */
  href?: string;
}

export interface ListItem {
  runs: Run[];
  below?: ListBlock;
}

export interface ListBlock {
  type: 'list';
  ordered: boolean;
  items: ListItem[];
}

export type Block =
  | { type: 'heading'; depth: 2 | 3 | 4; runs: Run[] }
  | { type: 'paragraph'; runs: Run[] }
  | { type: 'quote'; runs: Run[] }
  | ListBlock
  /** The first row is the head. */
  | { type: 'table'; rows: Run[][][] }
  /** `src` is an address of the source (data:, file:, blob:), later one of the media folder. */
  | { type: 'picture'; src: string; alt: string };

/** A pasted or read page, whatever parsed it. */
export interface Markup {
  /** Lower case; '' for what holds the whole. */
  tag: string;
  attribute: (name: string) => string;
  children: readonly (Markup | string)[];
}

export const textOf = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('');
