/** Going from form to form inside Decap, by its addresses. */

const LEFT = 100;

/** Opens the form of an entry, read anew from the server. */
export function openForm({ collection, slug }: { collection: string; slug: string }): void {
  location.hash = `#/collections/${collection}`;
  setTimeout(() => { location.hash = `#/collections/${collection}/entries/${slug}`; }, LEFT);
}

/** Reads the open form anew from the server. What it held must have been saved. */
export function reopenForm(): void {
  const here = location.hash;
  const collection = /^#\/collections\/([^/?]+)/.exec(here)?.[1];
  if (!collection) return;
  location.hash = `#/collections/${collection}`;
  setTimeout(() => { location.hash = here; }, LEFT);
}
