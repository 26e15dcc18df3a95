/** Lists of what is to come, on a page that is older than today. Pages of a single event have none, and go without this. */

/** Takes what is over out of a list of what is to come: to the list of what is over when the page has one. */
function sift(list: HTMLElement): void {
  const over = list.closest('[data-timeline]')?.querySelector<HTMLElement>('[data-list=over]');
  let left = Number(list.dataset['most'] ?? Infinity);
  let shown = 0;
  for (const item of [...list.children] as HTMLElement[]) {
    const past = item.querySelector('[data-phase=past]') ?? item.matches('[data-phase=past]');
    if (past && over) {
      over.prepend(item);
      over.closest<HTMLElement>('[data-part]')?.removeAttribute('hidden');
    } else {
      item.hidden = Boolean(past) || left-- <= 0;
      if (!item.hidden) shown++;
    }
  }
  const section = list.closest<HTMLElement>('[data-part], .section');
  if (section && shown === 0) {
    section.hidden = true;
    const none = document.querySelector<HTMLElement>('[data-none]');
    if (none && !document.querySelector('[data-list=coming]:not([hidden] *)')) none.hidden = false;
  }
}

/** All lists of the page, after their rows were refreshed. */
export function siftLists(): void {
  for (const list of document.querySelectorAll<HTMLElement>('[data-list=coming]')) sift(list);
}
