/** Styles of 阅读辅助 and what it does to the page; a constructed sheet, which the content security policy lets through. */
export const PANEL_STYLE = `
.reading-help { position: fixed; inset: auto 0 0; z-index: 3; max-block-size: 70dvh; overflow-y: auto; padding: 0.5rem max(1rem, (100% - 70rem) / 2) 0.75rem; background: var(--surface); border-block-start: 3px solid var(--accent); }
[data-elder] .reading-help { padding-inline: max(1rem, (100% - 42rem) / 2); }
.reading-help h2 { font-size: var(--h3); }
.reading-help :is(.help-head, .help-speech) { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
.reading-help .help-speech { margin-block-start: 0.5rem; }
.reading-help .help-head > :last-child { margin-inline-start: auto; }
.reading-help .help-says { flex-basis: 100%; font-size: var(--small); max-inline-size: 39em; }
.reading-help [aria-disabled='true'] { color: var(--ink-soft); border-style: dashed; cursor: default; }
.reading-help summary { min-block-size: var(--target); padding-block: max(0px, (var(--target) - 1lh) / 2); cursor: pointer; }
.reading-help .help-choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: 0.5rem 1rem; }
.reading-help label { display: grid; padding: 0; font-size: var(--small); }
.reading-help .help-ways { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; margin-block-start: 0.75rem; }
.reading-help .help-ways a { display: inline-flex; align-items: center; min-block-size: var(--target); }
.reading-help .help-speech label { display: flex; gap: 0.5rem; align-items: center; }
.reading-help select { font-size: 1rem; }
::highlight(reading) { color: var(--on-accent); background-color: var(--accent); }
[data-reading-here] { outline: 3px solid var(--accent); outline-offset: 0.25em; }
@media (height < 32rem) { .reading-help { position: static; max-block-size: none; } }
@media print { .reading-help { display: none; } }
@media (forced-colors: active) { ::highlight(reading) { color: HighlightText; background-color: Highlight; } }
`;

/** Large pointers by their addresses. Chromium draws pictures of up to 128 px. */
export const pointerStyle = (arrow: string, hand: string): string => `
[data-pointer] * { cursor: url("${arrow}") 4 4, auto; }
[data-pointer] :is(a, button, select, summary, label, input:is([type='checkbox'], [type='radio'], [type='range']), .button, .card, .dated, .headlines li) { cursor: url("${hand}") 22 4, pointer; }
[data-pointer] :is(a, button, summary, label) * { cursor: inherit; }
`;
