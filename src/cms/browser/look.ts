/**
 * Mends Decap's own look where readers of small screens, of low contrast or by ear are left out. Its class
 * names carry the names of its components, which is all that can be held on to.
 */
import { BASE } from './api.ts';

const STYLE = `
/* Only who may delete pictures sees the button; may('author', 'media.delete') is false. */
[data-role=author] [class*="MediaLibrary"] [class*="DeleteButton"], [data-role=author] [class*="LibraryTop"] [class*="DeleteButton"] { display: none; }
#nc-root .site-desk { text-decoration: none; }
#nc-root [class*="AppHeaderButton"], #nc-root [class*="AppHeaderSiteLink"], #nc-root [class*="SidebarNavLink"], #nc-root [class*="CollectionTopDescription"], #nc-root [class*="ControlButton"], #nc-root [class*="FieldHint"] { color: #4b5563; }
#nc-root [class*="SidebarNavLink"].sidebar-active, #nc-root [class*="AppHeaderButton"][class*="active"] { color: #2a56a8; }
#nc-root [class*="BackStatusChanged"] { color: #c40030; }
#nc-root [class*="NotesTitle"] { color: #4b5563; }
#nc-root [class*="PublishButton"] { background-color: #0b6b7a; }
#nc-root :is([class*="FieldLabel"], [class*="ControlHint"], [class*="ControlErrorsList"]) { font-size: .875rem; }
#nc-root [class*="BackStatus"] { white-space: nowrap; }
/* Decap's asks for a preview that some other host has built; ours stands below the form. */
#nc-root [class*="RefreshPreviewButton"] { display: none; }
/* The page that leads to a git host's sign-in. */
#nc-root [class*="CustomIconWrapper"] { width: auto; height: auto; }
#nc-root [class*="CustomIconWrapper"] img { width: 6rem; height: 6rem; }
#nc-root [class*="LoginButton"] { display: inline-flex; align-items: center; height: auto; min-height: 2.75rem; font-size: 1rem; }
#nc-root [class*="LoginButton"] [class*="IconWrapper"] { top: auto; }
#nc-root [class*="StyledAuthenticationPage"] a { min-height: 2.75rem; color: #4b5563; }
[data-may-publish=false] [class*="StatusDropdownItem"]:last-child { display: none; }
/* While a card is dragged over the board by somebody who may not say that it is ready, that column takes nothing. */
[data-may-publish=false][data-dragging] #nc-root [class*="WorkflowListContainer"] > :last-child { opacity: .4; pointer-events: none; }
@media (width < 50rem) {
  #nc-root [class*="-EditorContainer"], #nc-root [class*="-ToolbarContainer"] { min-width: 0; }
  #nc-root [class*="-EditorContainer"] { width: 100%; }
  #nc-root [class*="ToolbarSectionBackLink"] { padding-inline: .5rem; }
  #nc-root [class*="ToolbarSectionMeta"] [class*="AppHeaderSiteLink"] { display: none; }
  #nc-root [class*="-ControlPaneContainer"] { padding-inline: .5rem; }
  /* The notes stand on the desk too; on a phone the form needs all of the width. */
  #nc-root .SplitPane { display: block !important; position: static !important; height: auto !important; }
  #nc-root .SplitPane > .Pane1 { width: 100% !important; }
  #nc-root .SplitPane > :is(.Pane2, .Resizer), #nc-root [class*="ViewControls"] { display: none !important; }
  #nc-root [class*="BackCollection"] { display: none; }
  #nc-root [class*="-ToolbarContainer"] { overflow: auto hidden; }
  #nc-root [class*="-ToolbarContainer"] :is(button, [role=button], a) { flex-shrink: 0; }
  /* Eleven rows of names would push the list off the screen. */
  #nc-root [class*="SidebarNavList"] { display: flex; flex-wrap: wrap; gap: .25rem; padding: 0 .75rem; }
  #nc-root [class*="SidebarNavLink"] { min-height: 2.75rem; padding: .25rem .6rem; border: 0; border-radius: 4px; }
  #nc-root [class*="SidebarNavLink"] svg, #nc-root [class*="SidebarNavLink"] [class*="Icon"] { display: none; }
  #nc-root [class*="SidebarContainer"] { padding-bottom: .75rem; }
  /* Wide enough for a finger. */
  #nc-root :is(button[class*="AddButton"], button[class*="ExpandButton"], button[class*="TopBarButton"], [class*="ControlPane"] button[class*="button"]) { min-width: 2.75rem; min-height: 2.75rem; }
  #nc-root :is([class*="SearchInput"], [class*="DateTimeControl"] input) { min-height: 2.75rem; }
  #nc-root :is([aria-label^="移除 "], [aria-roledescription="sortable"]) { display: grid; place-items: center; min-width: 2.75rem; min-height: 2.75rem; }
  #nc-root header [class*="AppHeaderSiteLink"] { display: inline-flex; align-items: center; min-height: 2.75rem; }
  /* The switch stays as small as it is drawn; what takes the finger lies around it. */
  #nc-root [class*="StyledToggle"]::before { position: absolute; inset: -12px -2px; content: ""; }
  /* 发布 belongs onto the screen, beside 保存 and the stage. */
  #nc-root [class*="-ToolbarContainer"] [class*="-buttonMargin"] { margin-inline: 3px; }
  /* The media library hangs on the page's body. */
  .ReactModalPortal :is([class*="ActionButton"], [class*="DeleteButton"], [class*="UploadButton"], [class*="InsertButton"]) { min-width: 2.75rem; height: 2.75rem; line-height: 2.75rem; }
  .ReactModalPortal [class*="ActionButton"] svg { width: 1.25rem; height: 1.25rem; }
  .ReactModalPortal [class*="ActionButton"] { display: inline-grid; place-items: center; line-height: 1; }
  .ReactModalPortal :is([class*="CloseButton"], [class*="SearchInput"]) { min-width: 2.75rem; min-height: 2.75rem; }
  /* Their words stand in the middle by the height of the line. */
  #nc-root :is([class*="CollectionTopNewButton"], [class*="StyledDropdownButton"], [class*="ToolbarButton"]) { height: 2.75rem; line-height: 2.75rem; }
  #nc-root [class*="StyledDropdownButton"]::after { top: 20px; }
}
/* The others have a drawing over their word there. */
@media (width < 400px) { #nc-root .site-desk { padding-top: 22px; } }
`;

/** The text box of the body has no name of its own (its label stands above it), the form is no landmark. */
function nameParts(): void {
  document.querySelector('#nc-root img[alt="Logo"]')?.setAttribute('alt', '');
  const form = document.querySelector('#nc-root [class*="-Editor "]:not([role])');
  if (form?.querySelector('[class*="ControlPane"]')) form.setAttribute('role', 'main');
  for (const box of document.querySelectorAll('[data-slate-editor]:not([aria-label])')) box.setAttribute('aria-label', '正文');
  for (const cross of document.querySelectorAll('#nc-root [aria-label^="Remove "]')) cross.setAttribute('aria-label', cross.getAttribute('aria-label')?.replace('Remove ', '移除 ') ?? '');
  for (const handle of document.querySelectorAll('#nc-root [aria-roledescription="sortable"]:not([aria-label])')) handle.setAttribute('aria-label', '拖动排序');
  // Of the bar over an item the first button folds it, the last one takes it away; both are drawings only.
  for (const button of document.querySelectorAll('#nc-root button[class*="TopBarButton"]:not([aria-label])')) {
    if (button.textContent.trim() === '') button.setAttribute('aria-label', button === button.parentElement?.querySelector('button') ? '展开或收起' : '删除这一项');
  }
  // The first is the bar over the form; the text has one of its own.
  const bar = document.querySelector('#nc-root [class*="-ToolbarContainer"]');
  if (bar && !bar.hasAttribute('role')) {
    bar.setAttribute('role', 'region');
    bar.setAttribute('aria-label', '保存和发布');
  }
}

/** The way to the desk, last in the menu of Decap's header. Decap draws the menu anew now and then. */
function linkDesk(): void {
  const menu = document.querySelector('#nc-root header nav ul');
  if (!menu || menu.querySelector('.site-desk')) return;
  const beside = menu.querySelector('[class*="AppHeaderButton"]');
  const link = Object.assign(document.createElement('a'), { href: `${BASE}admin/desk/`, textContent: '工作台', className: `site-desk ${beside?.className.replace(/\bactive\b/g, '') ?? ''}` });
  const item = document.createElement('li');
  item.append(link);
  menu.append(item);
}

/** Tells the style that something is dragged. What is dragged may not change while the drag begins, so a moment later. */
function markDragging(): void {
  addEventListener('dragstart', () => { setTimeout(() => { document.body.dataset['dragging'] = ''; }); });
  for (const end of ['dragend', 'drop'] as const) addEventListener(end, () => { delete document.body.dataset['dragging']; }, true);
}

/** Lays our style over Decap's and names what it leaves unnamed. */
export function mendLook(): void {
  document.head.append(Object.assign(document.createElement('style'), { textContent: STYLE }));
  markDragging();
  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      nameParts();
      linkDesk();
    });
  }).observe(document.body, { childList: true, subtree: true });
}
