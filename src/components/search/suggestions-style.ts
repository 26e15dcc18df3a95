/** Styles of the suggestions below the field in the head; a constructed sheet, which the content security policy lets through. */
export const SUGGESTIONS_STYLE = `
.site-search { position: relative; }
.site-suggestions { position: absolute; inset-block-start: 100%; inset-inline: 0; z-index: 4; min-inline-size: min(20rem, 90vw); margin: 0.25rem 0 0; padding: 0.25rem 0; list-style: none; color: var(--ink); background: var(--surface); border: 1px solid var(--edge); border-radius: var(--radius); box-shadow: 0 0.5rem 1.5rem color-mix(in oklab, var(--ink) 18%, transparent); }
.site-suggestions[hidden] { display: none; }
.site-suggestions li { display: flex; gap: 1em; align-items: center; justify-content: space-between; min-block-size: var(--target); margin: 0; padding: 0.375rem 0.75rem; cursor: pointer; }
.site-suggestions li:is(:hover, [aria-selected='true']) { background: var(--wash); }
.site-suggestions [aria-selected='true'] { outline: 3px solid var(--mark); outline-offset: -3px; }
.site-suggestions span { flex: none; color: var(--ink-soft); font-size: var(--small); }
@media print { .site-suggestions { display: none; } }
`;
