/** Reads the ledger of addresses from a content folder. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LedgerLine } from '#/schemas/ledger.ts';
import { Ledger, LEDGER_FOLDER, parseLedgerFile, type LedgerFault } from './ledger.ts';

/** Texts of the ledger's files by name, in the order of names; empty where there is no ledger. */
export function ledgerTexts(content: string): Map<string, string> {
  const folder = path.join(content, LEDGER_FOLDER);
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  return new Map(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]));
}

/** Files already parsed, by name: of tens of thousands of lines, a publication adds one. */
const parsed = new Map<string, { text: string; read: ReturnType<typeof parseLedgerFile> }>();

function readOnce(file: string, text: string): ReturnType<typeof parseLedgerFile> {
  const known = parsed.get(file);
  if (known?.text === text) return known.read;
  const read = parseLedgerFile(file, text);
  parsed.set(file, { text, read });
  return read;
}

/** The ledger that these files hold, and what in them cannot be read. */
export function parseLedger(texts: ReadonlyMap<string, string>): { ledger: Ledger; faults: LedgerFault[] } {
  const lines: LedgerLine[] = [];
  const faults: LedgerFault[] = [];
  for (const [file, text] of texts) {
    const read = readOnce(file, text);
    for (const line of read.lines) lines.push(line);
    faults.push(...read.faults);
  }
  return { ledger: new Ledger(lines), faults };
}
