/** The strip at the foot of an open form: what the site adds to Decap's editor stands there, one button each. */
import { element } from './dialogs.ts';

const STYLE = `
.site-tools { position: fixed; inset: auto 0 0 0; z-index: 300; display: flex; flex-wrap: wrap; gap: .25rem .5rem; align-items: center; padding: .25rem 1rem; font: 1rem/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #1b2430; background: #fff; border-top: 1px solid #6b7785; }
.site-tools button { font: inherit; min-height: 2.75rem; padding: .25rem .9rem; color: #1b2430; background: #eef1f4; border: 1px solid #6b7785; border-radius: 4px; cursor: pointer; }
.site-tools button[aria-expanded=true], .site-tools button[aria-pressed=true] { color: #fff; background: #0b5c8a; border-color: #0b5c8a; }
.site-tools button[data-state=refused] { border-left: 6px solid #a3141d; }
.site-tools button[data-state=advised] { border-left: 6px solid #a06c00; }
.site-tools button[data-state=sound] { border-left: 6px solid #1c7a3f; }
.site-tools a { display: inline-flex; align-items: center; min-height: 2.75rem; padding: .25rem .6rem; color: #0b5c8a; }
.site-tools button:disabled { color: #4b5563; cursor: default; }
.site-tools :focus-visible, .site-sheet :focus-visible { outline: 3px solid #e0a100; outline-offset: 2px; }
.site-tools [data-tool=note] { margin-inline-start: auto; font-size: .875rem; color: #4b5563; }
/* The panes of the form, and what lies over it, end above the strip, however many lines that has. */
.site-tools-open #nc-root [class*="-EditorContainer"] { box-sizing: border-box; padding-bottom: var(--site-tools); }
.site-tools-open :is(.site-refusal, .site-status) { bottom: calc(var(--site-tools) + 1rem); }
.site-sheet { position: fixed; inset: auto 0 var(--site-tools) 0; z-index: 290; box-sizing: border-box; max-width: 46rem; max-height: 50vh; margin: 0; padding: 1rem 1.25rem; overflow: auto; font: 1rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #1b2430; background: #fff; border: 1px solid #6b7785; border-radius: 6px 6px 0 0; box-shadow: 0 -4px 24px rgb(0 0 0 / .2); }
.site-sheet h2 { margin: 0 0 .5rem; font-size: 1.1rem; }
.site-sheet ul { margin: 0; padding: 0; list-style: none; }
.site-sheet li { margin-bottom: .25rem; }
.site-sheet li button { display: block; width: 100%; min-height: 2.75rem; padding: .4rem .75rem; font: inherit; text-align: start; color: inherit; background: #f4f6f8; border: 0; border-left: 6px solid #a3141d; border-radius: 4px; cursor: pointer; }
.site-sheet li button[data-severity=warning] { border-left-color: #a06c00; }
@media (width < 50rem) {
  .site-tools { gap: .25rem; padding-inline: .5rem; }
  .site-tools button { padding-inline: .6rem; }
  .site-tools [data-tool=note] { margin-inline-start: 0; }
}
`;

const ORDER = ['check', 'preview', 'word', 'flow', 'note'] as const;
type Tool = (typeof ORDER)[number];

let strip: HTMLElement | undefined;
let styled = false;

/** Tells the style how high the strip is: on a phone it has two lines, or three. */
function measure(node: HTMLElement): void {
  new ResizeObserver(() => { document.documentElement.style.setProperty('--site-tools', `${node.offsetHeight}px`); }).observe(node);
}

/** Puts a tool into the strip, or another one in its place. The strip shows itself with its first tool. */
export function showTool(name: Tool, node: HTMLElement): void {
  if (!styled) document.head.append(element('style', {}, STYLE));
  styled = true;
  if (!strip) {
    strip = element('section', { className: 'site-tools' });
    strip.setAttribute('aria-label', '编辑工具');
    measure(strip);
  }
  if (!strip.isConnected) document.body.append(strip);
  document.body.classList.add('site-tools-open');
  node.dataset['tool'] = name;
  const stands = strip.querySelector(`[data-tool=${name}]`);
  if (stands === node) return;
  stands?.remove();
  const after = ORDER.slice(ORDER.indexOf(name) + 1).map((each) => strip?.querySelector(`[data-tool=${each}]`)).find(Boolean);
  strip.insertBefore(node, after ?? null);
}

/** Takes the strip away: no form is open. */
export function hideTools(): void {
  strip?.remove();
  strip?.replaceChildren();
  document.body.classList.remove('site-tools-open');
}
