/** Asks before something that cannot be taken back easily. */
import { element } from '#/cms/browser/dialogs.ts';

interface Question {
  title: string;
  /** What will happen, in a sentence. */
  text: string;
  /** The word on the button that does it. */
  action: string;
}

/** Whether the user wants it. Escape and 取消 say no; the focus goes back to where it was. */
export function confirmed({ title, text, action }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const form = element('form', { method: 'dialog' },
      element('h2', {}, title),
      element('p', {}, text),
      element('div', { className: 'buttons' }, element('button', { value: 'yes' }, action), element('button', { value: 'no', className: 'plain', autofocus: true }, '取消')));
    const dialog = element('dialog', { className: 'site-box' }, form);
    dialog.setAttribute('aria-label', title);
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
