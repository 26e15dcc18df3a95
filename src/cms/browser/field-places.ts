/** Where a field of the gate's (`sources.0.title`, `body`) stands on Decap's page. */

export interface FieldPlace {
  /** The box of the field, with its label. */
  box: Element;
  /** What is typed into. */
  control: Element | undefined;
}

const BOX = '[class*="ControlContainer"]:not([class*="ControlPaneContainer"])';

/** How many other fields stand around a node, up to `scope`. */
function depth(node: Element, scope: Element): number {
  let count = 0;
  for (let at = node.parentElement?.closest(BOX); at && at !== scope && scope.contains(at); at = at.parentElement?.closest(BOX)) count++;
  return count;
}

/** The field of this name that is nearest to `scope`. Decap ids are `<name>-field-<number>`. */
function fieldIn(scope: Element, name: string): Element | undefined {
  const labels = [...scope.querySelectorAll(`label[for^="${name}-field-"]`)].filter((label) => /^-field-\d+$/.test(label.getAttribute('for')?.slice(name.length) ?? ''));
  const [first] = labels.map((label) => ({ box: label.closest(BOX) ?? label, at: depth(label.closest(BOX) ?? label, scope) })).sort((a, b) => a.at - b.at);
  return first?.box;
}

/** The deepest part of the field that is on the page: of what is folded, the fold. */
export function placeOf(field: string): FieldPlace | undefined {
  let scope: Element | null = document.querySelector('#nc-root [class*="ControlPaneContainer"]');
  let box: Element | undefined;
  for (const part of field.split('.')) {
    if (!scope) break;
    const found: Element | undefined = /^\d+$/.test(part) ? [...scope.querySelectorAll('[class*="SortableListItem"], [class*="-ListItem"]')].filter((item) => depth(item, scope as Element) === 0)[Number(part)] : fieldIn(scope, part);
    if (!found) break;
    box = /^\d+$/.test(part) && box ? found : found;
    scope = found;
  }
  if (!box) return undefined;
  const control = box.querySelector('[contenteditable=true], input:not([type=hidden]), textarea, button, select') ?? undefined;
  return { box, control };
}
