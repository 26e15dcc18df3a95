/** Words of a Chinese text as the browser's dictionary cuts them. */

export interface Segment {
  segment: string;
  /** Offset in the text. */
  index: number;
}

let segmenter: Intl.Segmenter | undefined;

/** Cuts a text into words. A browser without a dictionary (Firefox before 125) gives single characters: queries then find the same pages, in a slightly other order. */
export function segments(text: string): Segment[] {
  if (!('Segmenter' in Intl)) {
    let at = 0;
    return Array.from(text as string, (segment) => ({ segment, index: (at += segment.length) - segment.length }));
  }
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment, index }) => ({ segment, index }));
}
