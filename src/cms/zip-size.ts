/** How large the parts of a ZIP file say they are, from its list of contents; nothing is unpacked. Pure. */

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const MAX_ENTRIES = 5000;

/** Sum of the unpacked sizes in bytes; undefined when it is no sound ZIP file (PKWARE APPNOTE 4.3.12, 4.3.16). */
export function unpackedSize(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The record at the end has a comment of up to 65,535 bytes.
  for (let end = bytes.length - 22; end >= Math.max(0, bytes.length - 22 - 65_535); end--) {
    if (view.getUint32(end, true) !== END) continue;
    const count = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    if (count === 0 || count > MAX_ENTRIES) return undefined;
    let sum = 0;
    for (let entry = 0; entry < count; entry++) {
      if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) return undefined;
      const size = view.getUint32(at + 24, true);
      // A size that is written elsewhere (ZIP64) is more than any text has.
      sum += size;
      at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return sum;
  }
  return undefined;
}
