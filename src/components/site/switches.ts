/**
 * The site's one small script: theme and elder mode. It runs in the head before anything is painted, so
 * that a remembered choice never flashes, and marks the buttons once they are there. Its text is constant:
 * a content security policy can name it by its hash.
 *
 * - `?elder=1` (or 0) in the address sets and remembers the mode, for a link sent to a grandparent.
 * - Without a remembered theme the system's holds. A refused localStorage leaves the choice to this page.
 */
export const SWITCH_SCRIPT = `(()=>{const r=document.documentElement,q=matchMedia('(prefers-color-scheme:dark)'),g=k=>{try{return localStorage.getItem(k)}catch{}},s=(k,v)=>{try{localStorage.setItem(k,v)}catch{}};let t=g('theme'),e=g('elder');const a=new URLSearchParams(location.search).get('elder');if(a==='1'||a==='0')s('elder',e=a);const dark=()=>t?t==='dark':q.matches,f=()=>{r.toggleAttribute('data-elder',e==='1');t&&(r.dataset.theme=t);for(const m of document.querySelectorAll('meta[name=theme-color]'))m.media=t?m.dataset.theme===t?'all':'not all':'(prefers-color-scheme:'+m.dataset.theme+')';for(const b of document.querySelectorAll('[data-switch]'))b.setAttribute('aria-pressed',b.dataset.switch==='elder'?e==='1':dark())};r.dataset.js='';f();addEventListener('DOMContentLoaded',f);q.addEventListener('change',f);addEventListener('storage',()=>{t=g('theme');e=g('elder');f()});addEventListener('click',v=>{const b=v.target.closest?.('[data-switch]');if(!b)return;b.dataset.switch==='elder'?s('elder',e=e==='1'?'0':'1'):s('theme',t=dark()?'light':'dark');f()})})()`;
