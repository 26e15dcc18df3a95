/** The site's sign: a ginseng umbel of eight berries, one for each unit of the plan. One drawing for pages and icons. */

import { PICTURE_COLORS } from './share-picture.ts';

/** Box of the drawing, in its own units. */
export const EMBLEM_SIZE = 58;
export const EMBLEM_LEAF = 'M29 48Q18 36 2 40 14 51 29 48Q20 47 8 56 22 58 29 48Q40 36 56 40 44 51 29 48Q38 47 50 56 36 58 29 48z';
export const EMBLEM_BERRIES: readonly (readonly [x: number, y: number])[] = [[8, 26], [13, 14], [24, 7], [36, 8], [46, 16], [50, 28], [22, 22], [37, 23]];
export const EMBLEM_STEM = `M29 58V40${EMBLEM_BERRIES.map(([x, y]) => `M29 40L${x} ${y}`).join('')}`;

/** The header's own colours, so that an icon and the page it opens look alike. */
export const ICON_COLORS = { ground: PICTURE_COLORS['--band'], leaf: PICTURE_COLORS['--band-edge'], berry: PICTURE_COLORS['--mark-band'] };

/**
 * An icon for browsers and home screens as an SVG document. `round`: corners of the tile in hundredths of its
 * side; systems that cut the tile themselves get 0 and, as `inner`, the share of the side in which the drawing
 * must stand (a maskable icon shows the middle 80 % for certain: W3C Web App Manifest, section on icon masks).
 */
export function iconSvg({ round = 22, inner = 0.84 }: { round?: number; inner?: number } = {}): string {
  const { ground, leaf, berry } = ICON_COLORS;
  const scale = (100 * inner) / EMBLEM_SIZE;
  const edge = Math.round((100 - EMBLEM_SIZE * scale) * 50) / 100;
  const berries = EMBLEM_BERRIES.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="6"/>`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" rx="${round}" fill="${ground}"/><g transform="translate(${edge} ${edge}) scale(${Math.round(scale * 1000) / 1000})"><path d="${EMBLEM_STEM}" fill="none" stroke="${leaf}" stroke-width="2"/><path d="${EMBLEM_LEAF}" fill="${leaf}"/><g fill="${berry}">${berries}</g></g></svg>`;
}

/** Icons as files, by their names below `/icons/`: sides in pixels. */
export const ICONS = {
  'icon-192': { side: 192, purpose: 'any' },
  'icon-512': { side: 512, purpose: 'any' },
  'maskable-512': { side: 512, purpose: 'maskable' },
  // iOS cuts the corners itself and asks for 180.
  'apple-touch-icon': { side: 180, purpose: 'apple' },
} as const;
export type IconName = keyof typeof ICONS;
