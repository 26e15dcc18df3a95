/** The share picture of an event: title, date, place and QR code as an SVG of outlines, which looks the same on any machine. Pure but for loading letters. */
import { DATE_WORDS, dateLeaf } from './date-leaf.ts';
import type { Announcement } from './event-announcement.ts';
import { qrCode } from './qr.ts';
import { lettersOf, settable, type Letters } from './typeface.ts';
import { fit, measure, outline } from './typesetting.ts';

/** Roles of styles/tokens.css in sRGB, which the renderer of pictures knows; a unit test compares them. */
export const PICTURE_COLORS = {
  '--band': '#113f28',
  '--band-edge': '#abe0c0',
  '--on-band': '#f8fbf9',
  '--ground': '#f8fbf9',
  '--ink': '#151b1a',
  '--ink-soft': '#404a48',
  '--sunken': '#ebefed',
  '--edge': '#68716f',
  '--alert-ink': '#8b1116',
  '--alert-wash': '#fdf0ef',
  '--mark-band': '#f66d67',
} as const;
const { '--band': BAND, '--band-edge': EDGE, '--on-band': ON_BAND, '--ground': GROUND, '--ink': INK, '--ink-soft': SOFT, '--sunken': SUNKEN, '--edge': GREY, '--alert-ink': ALERT, '--alert-wash': ALERT_WASH, '--mark-band': BERRY } = PICTURE_COLORS;

/** `wide` is what feeds and chats show beside a link, `square` is for groups and moments. */
export const SHARE_FORMATS = { wide: { width: 1200, height: 630 }, square: { width: 1080, height: 1080 } } as const;
export type ShareFormat = keyof typeof SHARE_FORMATS;

export interface ShareContent extends Pick<Announcement, 'title' | 'kind' | 'change' | 'sample' | 'date' | 'when' | 'where' | 'audience' | 'cost'> {
  siteName: string;
  /** Full address that the code carries. */
  address: string;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where things stand in each format. Text blocks grow downwards from `y`. */
const PLACES: Record<ShareFormat, { title: Box; sizes: number[]; leaf: Box; facts: Box; factSize: number; code: Box }> = {
  wide: { title: { x: 60, y: 128, width: 1080, height: 196 }, sizes: [76, 66, 58, 50, 44, 38, 33, 28], leaf: { x: 60, y: 348, width: 176, height: 182 }, facts: { x: 268, y: 350, width: 616, height: 180 }, factSize: 31, code: { x: 936, y: 338, width: 204, height: 204 } },
  square: { title: { x: 70, y: 164, width: 940, height: 400 }, sizes: [104, 92, 80, 68, 58, 50, 43, 37], leaf: { x: 70, y: 600, width: 226, height: 234 }, facts: { x: 340, y: 604, width: 670, height: 230 }, factSize: 40, code: { x: 756, y: 786, width: 254, height: 254 } },
};

const rect = ({ x, y, width, height }: Box, fill: string, radius = 0, more = ''): string => `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"${more}/>`;

/** Draws texts and remembers what it was asked to write. */
class Pen {
  readonly parts: string[] = [];
  readonly #bold: Letters;
  readonly #plain: Letters;

  constructor(bold: Letters, plain: Letters) {
    this.#bold = bold;
    this.#plain = plain;
  }

  letters(bold: boolean): Letters {
    return bold ? this.#bold : this.#plain;
  }

  line(text: string, x: number, y: number, size: number, fill: string, options: { bold?: boolean; center?: boolean } = {}): void {
    const letters = this.letters(options.bold ?? false);
    const from = options.center ? x - measure(text, letters, size) / 2 : x;
    this.parts.push(`<path fill="${fill}" d="${outline(text, letters, size, from, y)}"/>`);
  }

  /** Lines from the top of a box; gives the height they took. */
  block(text: string, box: Box, sizes: readonly number[], fill: string, options: { bold?: boolean; leading: number; middle?: boolean }): number {
    const { lines, size } = fit(text, this.letters(options.bold ?? false), sizes, { ...box, leading: options.leading });
    const height = lines.length * size * options.leading;
    const top = box.y + (options.middle ? (box.height - height) / 2 : 0);
    lines.forEach((each, index) => { this.line(each, box.x, top + size * (options.leading * (index + 0.5) + 0.36), size, fill, options); });
    return height;
  }
}

function drawLeaf(pen: Pen, { x, y, width, height }: Box, date: ShareContent['date'], off: boolean): void {
  const head = Math.round(height * 0.25);
  const color = off ? GREY : ALERT;
  pen.parts.push(rect({ x, y, width, height }, GROUND, 10, ` stroke="${color}" stroke-width="3"`), `<path fill="${color}" d="M${x} ${y + head}v-${head - 10}q0-10 10-10h${width - 20}q10 0 10 10v${head - 10}z"/>`);
  const middle = x + width / 2;
  if (!date) {
    pen.line('日期', middle, y + head * 0.72, head * 0.56, GROUND, { bold: true, center: true });
    pen.line('待定', middle, y + height * 0.72, height * 0.28, INK, { bold: true, center: true });
    return;
  }
  const { month, day, week, until } = dateLeaf(date.start, date.end, true);
  pen.line(month, middle, y + head * 0.72, head * 0.56, GROUND, { bold: true, center: true });
  pen.line(day, middle, y + height * 0.7, height * 0.44, off ? GREY : INK, { bold: true, center: true });
  if (off) pen.parts.push(`<path stroke="${ALERT}" stroke-width="8" d="M${middle - width * 0.3} ${y + height * 0.54}h${width * 0.6}"/>`);
  pen.line(until ? `${week.slice(2)} ${until}` : week, middle, y + height * 0.9, height * (until ? 0.12 : 0.14), SOFT, { center: true });
}

/** The emblem of components/site/Emblem.astro in a box of `size`. */
function emblem(x: number, y: number, size: number): string {
  const berries = [[8, 26], [13, 14], [24, 7], [36, 8], [46, 16], [50, 28], [22, 22], [37, 23]] as const;
  const stem = `M29 58V40${berries.map(([bx, by]) => `M29 40L${bx} ${by}`).join('')}`;
  const leaf = 'M29 48Q18 36 2 40 14 51 29 48Q20 47 8 56 22 58 29 48Q40 36 56 40 44 51 29 48Q38 47 50 56 36 58 29 48z';
  return `<g transform="translate(${x} ${y}) scale(${size / 58})"><path fill="none" stroke="${EDGE}" stroke-width="1.6" d="${stem}"/><path fill="${EDGE}" d="${leaf}"/>${berries.map(([bx, by]) => `<circle fill="${BERRY}" cx="${bx}" cy="${by}" r="5.4"/>`).join('')}</g>`;
}

/** The words of a picture, as they are set: what a test can look for, and what letters must be loaded. */
function words(content: ShareContent): { title: string; label: string; change: string; facts: string[]; site: string; hint: string } {
  const { change, cost, audience } = content;
  return {
    title: settable(content.title) || settable(content.kind),
    label: settable(`${content.sample ? '示例 · ' : ''}${content.kind}`),
    change: change ? settable(change.word) : '',
    facts: [content.when, content.where, `面向：${audience}`, `费用：${cost}`].map(settable),
    site: settable(content.siteName),
    hint: change ? '扫码看变更' : '扫码看详情',
  };
}

/**
 * The picture as SVG, all text as outlines. `missing` names characters for which the face has no letter and
 * 〓 stands: the build says so.
 */
export async function sharePicture(content: ShareContent, format: ShareFormat): Promise<{ svg: string; missing: string[] }> {
  const { width, height } = SHARE_FORMATS[format];
  const place = PLACES[format];
  const { title, label, change, facts, site, hint } = words(content);
  const all = `${title}${label}${change}${facts.join('')}${site}${hint}${DATE_WORDS.open}0123456789年月日至星期一二三四五六…〓 `;
  const [bold, plain] = [await lettersOf(all, 700), await lettersOf(all, 400)];
  const pen = new Pen(bold, plain);
  const bandHeight = format === 'wide' ? 74 : 96;
  const cancelled = content.change?.tone === 'danger';

  pen.parts.push(rect({ x: 0, y: 0, width, height }, GROUND), rect({ x: 0, y: 0, width, height: bandHeight }, BAND), emblem(place.title.x, bandHeight * 0.14, bandHeight * 0.72));
  pen.line(site, place.title.x + bandHeight * 0.95, bandHeight * 0.64, bandHeight * 0.4, ON_BAND, { bold: true });
  const labelSize = bandHeight * 0.34;
  pen.line(label, width - place.title.x - measure(label, plain, labelSize), bandHeight * 0.63, labelSize, ON_BAND);

  // A change comes before the title: a strip in the full width, so that a thumbnail shows it as well.
  let titleBox = place.title;
  if (change !== '') {
    const strip = format === 'wide' ? 70 : 104;
    pen.parts.push(rect({ x: 0, y: bandHeight, width, height: strip }, cancelled ? ALERT : ALERT_WASH));
    pen.line(change, place.title.x, bandHeight + strip * 0.68, strip * 0.54, cancelled ? GROUND : ALERT, { bold: true });
    const top = bandHeight + strip + (format === 'wide' ? 10 : 24);
    titleBox = { ...titleBox, y: top, height: place.title.y + place.title.height - top };
  } else titleBox = { ...titleBox, y: bandHeight + 22, height: place.title.y + place.title.height - bandHeight - 22 };
  pen.block(title, titleBox, place.sizes, cancelled ? SOFT : INK, { bold: true, leading: 1.28, middle: true });

  drawLeaf(pen, place.leaf, content.date, cancelled);
  const [when = '', where = '', audience = '', cost = ''] = facts;
  let { y } = place.facts;
  y += pen.block(when, { ...place.facts, y, height: place.factSize * 2.7 }, [place.factSize, place.factSize * 0.85], cancelled ? SOFT : INK, { bold: true, leading: 1.32 });
  y += pen.block(where, { ...place.facts, y, height: place.factSize * 2.4 }, [place.factSize * 0.9, place.factSize * 0.75], INK, { leading: 1.34 }) + place.factSize * 0.15;
  const rest = { ...place.facts, y, height: format === 'wide' ? place.leaf.y + place.leaf.height - y : 400, width: format === 'wide' ? place.facts.width : place.code.x - place.leaf.x - 40, x: format === 'wide' ? place.facts.x : place.leaf.x };
  if (format === 'square') rest.y = place.leaf.y + place.leaf.height + 40;
  const taken = pen.block(audience, { ...rest, height: place.factSize * 2.2 }, [place.factSize * 0.8, place.factSize * 0.68], SOFT, { leading: 1.34 });
  pen.block(cost, { ...rest, y: rest.y + taken, height: place.factSize * 2.2 }, [place.factSize * 0.8, place.factSize * 0.68], SOFT, { leading: 1.34 });

  const { size, path } = qrCode(content.address);
  const { x, y: codeY, width: side } = place.code;
  pen.parts.push(rect(place.code, '#ffffff', 8, ` stroke="${SUNKEN}" stroke-width="2"`), `<path shape-rendering="crispEdges" transform="translate(${x} ${codeY}) scale(${side / size})" d="${path}"/>`);
  if (format === 'wide') pen.line(hint, x + side / 2, codeY + side + 34, 25, SOFT, { center: true });
  else pen.line(hint, x - measure(hint, plain, 30) - 20, codeY + side - 12, 30, SOFT);

  const missing = [...new Set([...plain].filter(([, letter]) => !letter.own).map(([char]) => char))];
  return { svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${pen.parts.join('')}</svg>`, missing };
}
