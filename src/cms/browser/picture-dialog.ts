/** Asks for the text alternative of pictures that come in with a text or by drag, uploads them, and says where they are now. */
import { ApiFault, post } from './api.ts';
import { element } from './dialogs.ts';
import { base64Of } from './files.ts';
import { uniqueName } from './uploads.ts';

const STYLE = `
dialog.site-pictures { width: min(44rem, calc(100vw - 2rem)); max-width: none; max-height: 85vh; overflow: auto; }
.site-pictures figure { display: grid; grid-template-columns: 8rem 1fr; gap: .5rem 1rem; align-items: start; margin: 0 0 1rem; padding-top: 1rem; border-top: 1px solid #c5ccd3; }
.site-pictures img { max-width: 8rem; max-height: 8rem; object-fit: contain; background: #f4f6f8; }
.site-pictures label { margin: 0 0 .5rem; }
.site-pictures input[type=checkbox] { display: inline-block; width: 1.2rem; height: 1.2rem; margin-inline-end: .4rem; vertical-align: -.2rem; }
.site-pictures [role=alert] { color: #a3141d; }
.site-pictures button { min-height: 2.75rem; margin-inline-end: .75rem; }
.site-pictures button.plain { color: #1b2430; background: #eef1f4; border: 1px solid #6b7785; }
@media (width < 40rem) { .site-pictures figure { grid-template-columns: 1fr; } }
`;

/** Fewest characters that can say what is on a picture; the gate looks closer. */
const LEAST = 4;

export interface ComingPicture {
  blob: Blob;
  name: string;
  alt: string;
}

/** Where a picture went, or undefined where the editor left it out. */
export type PlacedPicture = { src: string; alt: string } | undefined;

let styled = false;

/** In the order of `pictures`. Rejects when the editor gives up. */
export function placePictures(pictures: readonly ComingPicture[]): Promise<PlacedPicture[]> {
  if (pictures.length === 0) return Promise.resolve([]);
  if (!styled) document.head.append(element('style', {}, STYLE));
  styled = true;
  return new Promise((resolve, reject) => {
    const rows = pictures.map(({ blob, alt }, at) => {
      const text = element('input', { type: 'text', value: alt, required: true, minLength: LEAST, maxLength: 120 });
      const skip = element('input', { type: 'checkbox' });
      const alert = element('p');
      alert.setAttribute('role', 'alert');
      skip.addEventListener('change', () => { text.disabled = skip.checked; });
      const image = element('img', { src: URL.createObjectURL(blob), alt: `第 ${at + 1} 张` });
      const figure = element('figure', {}, image, element('div', {}, element('label', {}, `第 ${at + 1} 张图上有什么`, text), element('label', {}, skip, '不要这张'), alert));
      return { figure, text, skip, alert };
    });
    const done = element('button', { type: 'submit' }, pictures.length > 1 ? `放进正文（${pictures.length} 张）` : '放进正文');
    const cancel = element('button', { type: 'button', className: 'plain' }, '取消');
    const status = element('p');
    status.setAttribute('role', 'status');
    const form = element('form', {}, element('h2', {}, '图片的说明'), element('p', {}, '看不见图片的读者靠这句话知道图上有什么，例如“一株六年生的人参，根须完整”。'), ...rows.map(({ figure }) => figure), status, done, cancel);
    const dialog = element('dialog', { className: 'site-box site-pictures' }, form);
    dialog.setAttribute('aria-label', '图片的说明');
    let placed: PlacedPicture[] | undefined;
    const upload = async (): Promise<void> => {
      done.disabled = true;
      const out: PlacedPicture[] = [];
      let refused = 0;
      for (const [at, row] of rows.entries()) {
        row.alert.textContent = '';
        const picture = pictures[at];
        if (row.skip.checked || !picture) {
          out.push(undefined);
          continue;
        }
        status.textContent = `正在上传第 ${at + 1} 张…`;
        try {
          const { path } = (await post('cms', { action: 'persistMedia', params: { asset: { path: `content/media/${uniqueName(picture.name)}`, content: await base64Of(picture.blob), encoding: 'base64' } } })) as { path: string };
          out.push({ src: path.replace(/^content\//, ''), alt: row.text.value.trim() });
        } catch (error) {
          refused++;
          const [first] = error instanceof ApiFault ? error.findings : [];
          row.alert.textContent = first ? `${first.message}。改法：${first.fix}。或者勾“不要这张”` : error instanceof Error ? error.message : '没有传上去';
          out.push(undefined);
        }
      }
      status.textContent = '';
      done.disabled = false;
      if (refused > 0) return;
      placed = out;
      dialog.close();
    };
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void upload();
    });
    cancel.addEventListener('click', () => { dialog.close(); });
    dialog.addEventListener('close', () => {
      for (const image of dialog.querySelectorAll('img')) URL.revokeObjectURL(image.src);
      dialog.remove();
      if (placed) resolve(placed);
      else reject(new Error('没有放进来'));
    });
    document.body.append(dialog);
    dialog.showModal();
    rows[0]?.text.focus();
  });
}
