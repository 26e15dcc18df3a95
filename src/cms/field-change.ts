/** What differs between two versions of an entry, as the server tells it and the interface shows it. */

/** A run of text: in both, only in the first (`removed`) or only in the second (`added`). */
export interface Part {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

export interface FieldChange {
  /** Name in the form; `body` is the text. */
  field: string;
  label: string;
  /** Paragraphs (or lines of a list) with a change in them, and between them how many are the same. */
  blocks: ({ same: number } | { parts: Part[] })[];
}
