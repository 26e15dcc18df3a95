/** The browser frame’s colours: the header’s in the light and the dark theme. A unit test compares them with tokens.css. */
export const THEME_COLORS = [
  { theme: 'light', color: '#0f3d2a' },
  { theme: 'dark', color: '#0f1f18' },
] as const;
