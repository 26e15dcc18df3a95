/**
 * Gives every chosen file a name of its own before Decap sees it: two pictures called image.png are two
 * pictures. The server makes the final name.
 */

/** A name that no other upload has. */
export function uniqueName(name: string): string {
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - ending.length).replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').slice(0, 40) || 'tupian';
  const mark = [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${stem}-${mark}${ending.toLowerCase()}`;
}

const unique = (file: File): File => new File([file], uniqueName(file.name), { type: file.type, lastModified: file.lastModified });

/** Renames files at the moment they are chosen, before any other listener. */
export function nameUploads(): void {
  window.addEventListener('change', (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== 'file' || !input.files) return;
    const transfer = new DataTransfer();
    for (const file of input.files) transfer.items.add(unique(file));
    input.files = transfer.files;
  }, { capture: true });
}
