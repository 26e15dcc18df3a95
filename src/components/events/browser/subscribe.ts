/** The chooser of calendars: region × 学段 → link and address, kept in the page's own address. */
import { startCopying } from './copy.ts';
import { webcal } from '#/lib/webcal.ts';

function start(): void {
  const root = document.querySelector<HTMLElement>('[data-chooser]');
  const [region, grade] = [...(root?.querySelectorAll('select') ?? [])];
  if (!root || !region || !grade) return;
  const { all = '', folder = '' } = root.dataset;
  const labelOf = (select: HTMLSelectElement): string => (select.value ? (select.selectedOptions[0]?.textContent ?? '') : '');

  const show = (): void => {
    const address = region.value && grade.value ? `${folder}regions/${region.value}/${grade.value}.ics` : region.value ? `${folder}regions/${region.value}.ics` : grade.value ? `${folder}grades/${grade.value}.ics` : all;
    const name = root.querySelector('[data-name]');
    if (name) name.textContent = `${[labelOf(region), labelOf(grade)].filter(Boolean).join('，') || '全部'}${labelOf(region) || labelOf(grade) ? '的活动' : '活动'}`;
    root.querySelector('[data-webcal]')?.setAttribute('href', webcal(address));
    const box = root.querySelector<HTMLTextAreaElement>('[data-address]');
    if (box) box.value = address;
  };
  const query = new URLSearchParams(location.search);
  for (const select of [region, grade]) {
    select.value = query.get(select.name) ?? '';
    if (select.selectedIndex < 0) select.value = '';
    select.addEventListener('change', () => {
      const chosen = new URLSearchParams([region, grade].filter(({ value }) => value !== '').map(({ name, value }) => [name, value])).toString();
      history.replaceState(null, '', chosen ? `?${chosen}` : location.pathname);
      show();
    });
  }
  root.querySelector('[data-wechat]')?.toggleAttribute('hidden', !/MicroMessenger/i.test(navigator.userAgent));
  show();
  startCopying();
}

addEventListener('DOMContentLoaded', start);
