/** Runs on `/admin/desk/`: signs in, then shows the desk. */
import { render } from 'preact';
import type { SignedIn } from '#/cms/browser/api.ts';
import { addDialogStyle } from '#/cms/browser/dialogs.ts';
import { whenSignedIn } from '#/cms/browser/sign-in.ts';
import { setSignedIn } from './answers.ts';
import { Desk } from './desk.tsx';
import './tokens.css';
import './desk.css';

function open(user: SignedIn): void {
  setSignedIn(user);
  addDialogStyle();
  const box = document.createElement('div');
  document.querySelector('#sign-in')?.replaceWith(box);
  render(<Desk user={user} />, box);
}

whenSignedIn(open);
