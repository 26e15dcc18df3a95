/** The desk: a heading line, the menu of panels, and the panel that the address names. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { BASE, post, type SignedIn } from '#/cms/browser/api.ts';
import { ROLE_LABELS } from '#/cms/permissions.ts';
import { PANELS, type Panel } from './panels.ts';

/** Parts of the address behind `#/`. */
function place(): string[] {
  return location.hash.replace(/^#\/?/, '').split('/').filter(Boolean).map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part; // a half-written address names nothing, but may not break the page
    }
  });
}

function usePlace(): string[] {
  const [parts, setParts] = useState(place);
  useEffect(() => {
    const moved = (): void => { setParts(place()); };
    window.addEventListener('hashchange', moved);
    return () => { window.removeEventListener('hashchange', moved); };
  }, []);
  return parts;
}

function Menu({ panels, current }: { panels: readonly Panel[]; current: Panel | undefined }) {
  const [open, setOpen] = useState(false);
  return (
    <nav aria-label="工作台" class="menu">
      <button type="button" class="plain menu-button" aria-expanded={open} aria-controls="menu-list" onClick={() => { setOpen(!open); }}>菜单{current && `：${current.title}`}</button>
      <ul id="menu-list" class={open ? 'open' : undefined}>
        {panels.map((panel) => (
          <li key={panel.id}><a href={`#/${panel.id}`} aria-current={panel === current ? 'page' : undefined} onClick={() => { setOpen(false); }}>{panel.title}</a></li>
        ))}
      </ul>
    </nav>
  );
}

export function Desk({ user }: { user: SignedIn }) {
  const [id, ...path] = usePlace();
  const heading = useRef<HTMLHeadingElement>(null);
  // An account that is not set up yet sees nothing but itself.
  const panels = PANELS.filter((panel) => panel.allowed(user.role) && (!user.pending || panel.id === 'account'));
  const panel = id === undefined || user.pending ? panels[0] : panels.find((each) => each.id === id);
  const title = panel?.title ?? '没有这一页';
  const shown = useRef(panel?.id);

  useEffect(() => {
    document.title = `${title} - 工作台`;
    // Readers by ear are told of the new panel; at the start the page itself is read.
    if (shown.current !== panel?.id) heading.current?.focus();
    shown.current = panel?.id;
  }, [title, panel?.id]);

  const signOut = (): void => {
    void post('logout', {}).finally(() => { location.reload(); });
  };
  const Shown = panel?.component;
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); heading.current?.focus(); }}>跳到内容</a>
      <header class="head">
        <p class="head-title">工作台</p>
        <p class="head-links"><a href={`${BASE}admin/`}>写稿</a> <a href={BASE}>网站</a></p>
        <p class="head-user"><a href="#/account">{user.name}<span class="role">{ROLE_LABELS[user.role]}</span></a> <button type="button" class="plain" onClick={signOut}>退出</button></p>
      </header>
      <div class="columns">
        <Menu panels={panels} current={panel} />
        <main id="main">
          <h1 ref={heading} tabIndex={-1}>{title}</h1>
          {Shown ? <Shown key={panel?.id} user={user} path={path} /> : <p>地址写错了，或者您的角色（{ROLE_LABELS[user.role]}）看不到这一页。<a href="#/">回到工作台</a></p>}
        </main>
      </div>
    </>
  );
}
