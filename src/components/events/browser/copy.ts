/** Buttons that copy the text of a box: `<button data-copy="id of the box">`, with a live region `[data-copied]` after it. */

function select(box: Element): void {
  if (box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement) box.select();
  else getSelection()?.selectAllChildren(box);
}

async function copy(button: HTMLElement): Promise<void> {
  const box = document.getElementById(button.dataset['copy'] ?? '');
  if (!box) return;
  const text = box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement ? box.value : (box.textContent ?? '');
  const says = button.parentElement?.querySelector('[data-copied]');
  try {
    await navigator.clipboard.writeText(text);
    if (says) says.textContent = '已复制';
  } catch {
    // Some in-app browsers refuse; the text is selected then, one press away.
    select(box);
    if (says) says.textContent = '没有复制成功，已经选中，请长按或按 Ctrl+C 复制';
  }
}

/** Listens to the copy buttons of the page. */
export function startCopying(): void {
  addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-copy]') : undefined;
    if (button) void copy(button);
  });
}
