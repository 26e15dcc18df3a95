/** Colours of the pictures that are drawn outside of a browser. */

/** Roles of styles/tokens.css in sRGB, which no drawing code can look up there; a unit test compares them. */
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
