/**
 * The pictures of a page copied from Word or WPS. Its HTML names files of the writer's own disk, which no browser may
 * read; the same pictures stand, in the same order, in the RTF that comes with it. Pure.
 */

export interface RtfPicture {
  type: 'image/png' | 'image/jpeg';
  bytes: Uint8Array<ArrayBuffer>;
}

const PICTURE = /\{\\pict(?:[^{}]|\{[^{}]*\})*?\}/g;
const MAX_PICTURES = 50;

/** Pictures in the order of the text; those of other kinds (drawings) hold their place as undefined. */
export function rtfPictures(rtf: string): (RtfPicture | undefined)[] {
  // A picture stands twice where older programs get one of their own; that one is passed over.
  const text = rtf.replace(/\{\\nonshppict(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g, '');
  return [...text.matchAll(PICTURE)].slice(0, MAX_PICTURES).map(([whole]) => {
    const type = /\\pngblip\b/.test(whole) ? 'image/png' : /\\jpegblip\b/.test(whole) ? 'image/jpeg' : undefined;
    const hex = /([0-9a-f\s]{40,})\}$/i.exec(whole)?.[1]?.replace(/\s+/g, '') ?? '';
    if (!type || hex.length < 40) return undefined;
    const bytes = new Uint8Array(hex.length >> 1);
    for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
    return { type, bytes };
  });
}
