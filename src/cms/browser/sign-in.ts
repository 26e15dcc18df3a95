/** The sign-in form that stands in the page before any script runs (`src/server/admin-page.ts`). */
import { ApiFault, signIn, whoAmI, type SignedIn } from './api.ts';

/** Calls `open` once somebody is signed in, by the session that there is or by the form; `ahead` when the form is sent, for what takes as long as the answer. */
export function whenSignedIn(open: (user: SignedIn) => void | Promise<void>, ahead: () => void = () => undefined): void {
  const form = document.querySelector<HTMLFormElement>('#sign-in form');
  const alert = form?.querySelector('[role=alert]');
  const button = form?.querySelector('button');
  const code = form?.querySelector<HTMLInputElement>('[name=code]');

  const told = (error: unknown): void => {
    if (alert) alert.textContent = error instanceof ApiFault ? error.message : '登录没有成功，请再试';
    if (!(error instanceof ApiFault) || error.needs !== 'code' || !form || !code) return;
    for (const hidden of form.querySelectorAll<HTMLElement>('[hidden]')) hidden.hidden = false;
    code.select();
  };
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const text = (name: string): string => String(data.get(name) ?? '');
    if (button) button.disabled = true;
    if (alert) alert.textContent = '';
    signIn(text('login'), text('password'), text('code')).then(open, told).finally(() => { if (button) button.disabled = false; });
    ahead();
  });
  whoAmI().then((user) => (user ? open(user) : undefined)).catch(() => undefined);
}
