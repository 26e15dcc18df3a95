/**
 * Pasting into the text of an entry, and dropping pictures on it: what comes from Word, WPS or a web page is reduced
 * to what a body may hold, pictures are uploaded with their text alternative, and the editor takes it in at its cursor.
 */
import { blocksToNodes, type EditorNode } from '#/cms/block-text.ts';
import type { Block } from '#/cms/blocks.ts';
import { readPage } from '#/cms/pasted-page.ts';
import { rtfPictures } from '#/cms/rtf-pictures.ts';
import { parseMarkup } from './markup.ts';
import { placePictures, type ComingPicture } from './picture-dialog.ts';

const OWN = 'application/x-slate-fragment';
const EDITOR = '[data-slate-editor]';
const PICTURE_FILE = /^image\/(?:png|jpeg|webp|avif|heic|heif)$/;

/** Lets the editor insert nodes as if they had been copied from it. */
function hand(editor: HTMLElement, fragment: string, range: Range | undefined): void {
  editor.focus();
  const selection = document.getSelection();
  if (range && selection && editor.contains(range.startContainer)) {
    selection.removeAllRanges();
    selection.addRange(range);
  }
  // The editor follows the selection of the page a moment later.
  setTimeout(() => {
    const data = new DataTransfer();
    data.setData(OWN, fragment);
    editor.dispatchEvent(new InputEvent('beforeinput', { inputType: 'insertFromPaste', dataTransfer: data, bubbles: true, cancelable: true, composed: true }));
  }, 150);
}

const encode = (nodes: readonly EditorNode[]): string => btoa(encodeURIComponent(JSON.stringify(nodes)));

async function blobOf(src: string, fromRtf: () => { type: string; bytes: Uint8Array<ArrayBuffer> } | undefined): Promise<Blob | undefined> {
  if (/^data:image\//i.test(src) || src.startsWith('blob:')) return (await fetch(src)).blob();
  if (!/^file:/i.test(src)) return undefined;
  const picture = fromRtf();
  return picture && new Blob([picture.bytes], { type: picture.type });
}

/** The blocks with their pictures uploaded; what cannot be had, such as pictures of other sites, is left out and named. */
export async function withPictures(blocks: readonly Block[], rtf = ''): Promise<{ blocks: Block[]; lost: number }> {
  const found = rtf ? rtfPictures(rtf) : [];
  let next = 0;
  const coming: (ComingPicture | undefined)[] = [];
  for (const block of blocks) {
    if (block.type !== 'picture') continue;
    const blob = await blobOf(block.src, () => found[next++]).catch(() => undefined);
    coming.push(blob && { blob, name: `tupian.${blob.type.replace(/^image\//, '').replace('jpeg', 'jpg')}`, alt: /^(?:图片|image|picture)\s*\d*$/i.test(block.alt) ? '' : block.alt.slice(0, 120) });
  }
  const placed = await placePictures(coming.flatMap((each) => each ?? []));
  let at = 0;
  let asked = 0;
  const out = blocks.flatMap((block): Block[] => {
    if (block.type !== 'picture') return [block];
    const where = coming[asked++] ? placed[at++] : undefined;
    return where ? [{ type: 'picture', ...where }] : [];
  });
  return { blocks: out, lost: coming.filter((each) => !each).length };
}

async function take(editor: HTMLElement, blocks: readonly Block[], rtf: string): Promise<void> {
  const selection = document.getSelection();
  const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : undefined;
  try {
    const { blocks: ready, lost } = await withPictures(blocks, rtf);
    if (ready.length > 0) hand(editor, encode(blocksToNodes(ready)), range);
    if (lost > 0) window.alert(`有 ${lost} 张图片没有跟着过来（它们在别的网站上，或剪贴板里没有）。请另存后用“+”里的“图片”插入。`);
  } catch {
    // The editor gave up in the dialog; nothing is inserted.
  }
}

function pasted(event: ClipboardEvent): void {
  const editor = (event.target as Element | null)?.closest<HTMLElement>(EDITOR);
  const data = event.clipboardData;
  if (!editor || !data || (event.target as Element).closest('input, textarea')) return;
  const stop = (): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const own = data.getData(OWN);
  const html = data.getData('text/html');
  const files = [...data.files].filter(({ type }) => PICTURE_FILE.test(type));
  if (own) {
    // Decap reads the HTML beside it and loses tables and components.
    stop();
    hand(editor, own, undefined);
  } else if (html) {
    const blocks = readPage(parseMarkup(html));
    stop();
    void take(editor, blocks, data.getData('text/rtf'));
  } else if (files.length > 0) {
    stop();
    void take(editor, files.map((file) => ({ type: 'picture', src: URL.createObjectURL(file), alt: '' })), '');
  }
}

function dropped(event: DragEvent): void {
  const editor = (event.target as Element | null)?.closest<HTMLElement>(EDITOR);
  const files = [...(event.dataTransfer?.files ?? [])].filter(({ type }) => PICTURE_FILE.test(type));
  if (!editor || files.length === 0) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const at = document.caretRangeFromPoint(event.clientX, event.clientY);
  if (at) document.getSelection()?.setBaseAndExtent(at.startContainer, at.startOffset, at.startContainer, at.startOffset);
  void take(editor, files.map((file) => ({ type: 'picture', src: URL.createObjectURL(file), alt: '' })), '');
}

/** Takes pasting and dropping over from Decap. */
export function watchPaste(): void {
  window.addEventListener('paste', pasted, { capture: true });
  window.addEventListener('drop', dropped, { capture: true });
  window.addEventListener('dragover', (event) => {
    if ((event.target as Element | null)?.closest(EDITOR) && event.dataTransfer?.types.includes('Files')) event.preventDefault();
  }, { capture: true });
}
