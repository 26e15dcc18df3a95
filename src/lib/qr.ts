/**
 * QR codes (ISO/IEC 18004) as outlines: one path in a square of modules, which scales to any size without
 * blur and needs no picture file. Pure.
 */
import encodeQR from 'qr';

/** Light modules that the standard asks for on each side; scanners need them to find the code. */
export const QUIET_ZONE = 4;

export interface QrCode {
  /** Side of the whole square with its quiet zone, in modules. */
  size: number;
  /** SVG path data of the dark modules, in modules. */
  path: string;
  /** The same as strokes one module wide: half the bytes of {@link path}, for pages that readers load. */
  strokes: string;
}

/** Rows of modules of an address's code with its quiet zone, dark ones true. */
export const qrRows = (address: string): boolean[][] => encodeQR(address, 'raw', { ecc: 'medium', border: QUIET_ZONE });

/**
 * The code of an address. Error correction `medium` (15 %): what is read from worn paper at 2 cm is the
 * coarseness of the modules, and a higher level makes them finer.
 */
export function qrCode(address: string): QrCode {
  const rows = qrRows(address);
  const path = rows
    .flatMap((row, y) => runs(row).map(({ from, length }) => `M${from} ${y}h${length}v1h-${length}z`))
    .join('');
  let [atX, atY] = [0, 0];
  const strokes = rows.flatMap((row, y) => runs(row).map(({ from, length }) => {
    const step = `m${from - atX} ${y - atY}h${length}`;
    [atX, atY] = [from + length, y];
    return step;
  }));
  return { size: rows.length, path, strokes: `M0 .5${strokes.join('')}` };
}

/** Dark stretches of a row. */
function runs(row: readonly boolean[]): { from: number; length: number }[] {
  const found: { from: number; length: number }[] = [];
  row.forEach((dark, x) => {
    if (!dark) return;
    const last = found.at(-1);
    if (last && last.from + last.length === x) last.length += 1;
    else found.push({ from: x, length: 1 });
  });
  return found;
}

/** A whole SVG file, black on white whatever surrounds it. `side` is the size at which it opens, in CSS pixels. */
export function qrSvg(address: string, side = 320): string {
  const { size, path } = qrCode(address);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${side}" height="${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>\n`;
}
