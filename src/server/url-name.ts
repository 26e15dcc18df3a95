/** Names for addresses and files from Chinese titles, by pinyin. */
import { randomInt } from 'node:crypto';
import { pinyin } from 'pinyin-pro';
import { isFreeName } from '#/schemas/fields.ts';

const MAX = 50;
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** `bing-jiu-wei-shenme-geng-tian` for 冰酒为什么更甜; at most `max` characters, never cut inside a syllable. */
export function asciiName(text: string, max = MAX): string {
  const syllables = pinyin(text.normalize('NFKC'), { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true });
  const parts = syllables.flatMap((part) => part.toLowerCase().split(/[^a-z0-9]+/)).filter(Boolean);
  let name = '';
  for (const part of parts) {
    const longer = name ? `${name}-${part}` : part.slice(0, max);
    if (longer.length > max) break;
    name = longer;
  }
  return name;
}

/** A name for an address that is not `taken`: from the title, else from the noun. */
export function urlNameFor(title: string, noun: string, taken: (name: string) => boolean): string {
  const first = asciiName(title) || noun;
  const free = (name: string): boolean => isFreeName(name) && !taken(name);
  if (free(first)) return first;
  for (let count = 2; ; count++) if (free(`${first}-${count}`)) return `${first}-${count}`;
}

/** A permanent id of an event: eight letters and digits without look-alikes. */
export function eventId(taken: (id: string) => boolean): string {
  for (;;) {
    const id = Array.from({ length: 8 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
    if (!taken(id)) return id;
  }
}
