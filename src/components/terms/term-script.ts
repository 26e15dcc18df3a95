/**
 * Escape hides a meaning that hover or focus shows, until the pointer or the focus is elsewhere (WCAG 1.4.13). What
 * a tap opened closes by the browser's own hand. The text is constant, so that a policy can name its hash.
 */
export const TERM_SCRIPT = `(()=>{const d=document.documentElement.dataset;onkeydown=e=>{if(e.key==='Escape')d.tips=''};onpointerover=onfocusin=e=>{if(!e.target.closest('dfn'))delete d.tips}})()`;
