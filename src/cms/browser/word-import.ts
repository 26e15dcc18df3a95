/** The tool that takes a Word document into the open form: its text becomes the body, its first heading the title of an entry that has none. */
import { blocksToMarkdown, titleOfBlocks } from '#/cms/block-text.ts';
import type { Block } from '#/cms/blocks.ts';
import { SETTINGS } from '#/cms/draft-file.ts';
import { element } from './dialogs.ts';
import { currentDraft, replaceDraft, watchDraft } from './draft.ts';
import { withPictures } from './paste-page.ts';
import { showTool } from './tools.ts';

const button = element('button', { type: 'button' }, '导入 Word');
const chosen = element('input', { type: 'file', accept: '.docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document', hidden: true });

async function read(file: File): Promise<Block[]> {
  const reader = (await import(document.documentElement.dataset['word'] ?? '')) as { readWordDocument: (file: File) => Promise<Block[]> };
  return reader.readWordDocument(file);
}

/** The title is taken out of the text when it becomes the entry's. */
function apart(blocks: readonly Block[], has: boolean): { title: string | undefined; rest: readonly Block[] } {
  const [first] = blocks;
  if (has || !first || !('runs' in first)) return { title: undefined, rest: blocks };
  const title = titleOfBlocks(blocks);
  return { title, rest: first.type === 'heading' ? blocks.slice(1) : blocks };
}

async function bring(file: File): Promise<void> {
  const before = currentDraft();
  if (!before) return;
  button.disabled = true;
  button.textContent = '正在读文档…';
  try {
    const { blocks, lost } = await withPictures(await read(file));
    const draft = currentDraft();
    if (!draft || draft.path !== before.path || blocks.length === 0) {
      if (blocks.length === 0) window.alert('文档里没有文字。');
      return;
    }
    const { title, rest } = apart(blocks, typeof draft.data['title'] === 'string' && draft.data['title'] !== '');
    const body = typeof draft.data['body'] === 'string' ? draft.data['body'].trimEnd() : '';
    replaceDraft({ ...draft.data, ...(title && { title }), body: `${body ? `${body}\n\n` : ''}${blocksToMarkdown(rest)}\n` });
    if (lost > 0) window.alert(`有 ${lost} 张图片没有读出来（可能是绘图或公式），请截图后插入。`);
  } catch (error) {
    const message = error instanceof Error ? error.message : '文档没有读出来';
    if (message !== '没有放进来') window.alert(message);
  } finally {
    button.disabled = false;
    button.textContent = '导入 Word';
  }
}

/** Offers the import in every form that has a text. */
export function watchWordImport(): void {
  document.body.append(chosen);
  button.title = '把 .docx 的文字放进正文（已有文字时接在后面）';
  button.addEventListener('click', () => { chosen.click(); });
  chosen.addEventListener('change', () => {
    const [file] = chosen.files ?? [];
    if (file) void bring(file);
    chosen.value = '';
  });
  watchDraft(() => {
    const draft = currentDraft();
    if (draft && draft.collection !== SETTINGS) showTool('word', button);
  });
}
