/** The browser frame’s colours: the header’s in the light and the dark theme. A unit test compares them with tokens.css. */
export const THEME_COLORS = [
  { theme: 'light', color: '#113f28' },
  { theme: 'dark', color: '#11271b' },
] as const;
