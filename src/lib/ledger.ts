/**
 * The ledger of addresses: every address that an entry ever had, as facts that are only added. Files are
 * `content/addresses/<YYYY-MM>.jsonl`, a line each, so that a save touches the month's small file only and two
 * branches merge by keeping the lines of both. Pure.
 */
import { ledgerLine, type LedgerLine } from '#/schemas/ledger.ts';
import type { NounName } from '#/schemas/nouns.ts';
import { toWallClock } from './dates.ts';

/** Folder below the content folder. */
export const LEDGER_FOLDER = 'addresses';
const FILE = /^\d{4}-(?:0[1-9]|1[0-2])\.jsonl$/;

export interface LedgerFault {
  /** File name in the folder. */
  file: string;
  line: number;
  message: string;
  fix: string;
}

/** Who an address belongs to: `events z6k3fh9q`, `science bing-jiu`. */
export type OwnerKey = `${NounName} ${string}`;

export const ownerKey = (noun: NounName, id: string): OwnerKey => `${noun} ${id}`;

/** What never changes of an entry: an event's permanent id, else the file name. */
export function ownerId(noun: NounName, fileId: string, eventId: string | undefined): string {
  return noun === 'events' && eventId ? eventId : fileId;
}

/** Name of the file that a line belongs into. */
export const ledgerFile = (line: Pick<LedgerLine, 'since'>): string => `${line.since.slice(0, 7)}.jsonl`;

const KEYS = ['noun', 'id', 'address', 'since', 'status', 'reason', 'month', 'sample'] as const satisfies readonly (keyof LedgerLine)[];

/** A line as it is written, with its line end: keys always in the same order. */
export function writeLine(line: LedgerLine): string {
  return `${JSON.stringify(Object.fromEntries(KEYS.flatMap((key) => (line[key] === undefined ? [] : [[key, line[key]]]))))}\n`;
}

function parseLine(text: string): LedgerLine | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return '不是一行完整的 JSON';
  }
  const result = ledgerLine.safeParse(value);
  return result.success ? result.data : (result.error.issues[0]?.message ?? '格式不对');
}

/** Reads one file; what cannot be read is a fault and is passed over. */
export function parseLedgerFile(file: string, text: string): { lines: LedgerLine[]; faults: LedgerFault[] } {
  const lines: LedgerLine[] = [];
  const faults: LedgerFault[] = [];
  const fault = (line: number, message: string, fix: string): void => { faults.push({ file, line, message, fix }); };
  if (!FILE.test(file)) fault(1, '账本的文件名不对', '写成 2026-11.jsonl 这样的月份');
  text.split('\n').forEach((row, index) => {
    if (row.trim() === '') return;
    if (/^(?:<{7}|={7}|>{7})/.test(row)) {
      fault(index + 1, '合并没有做完', '两边的行都留下，只删掉 <<<<<<<、=======、>>>>>>> 这三行');
      return;
    }
    const line = parseLine(row);
    if (typeof line === 'string') fault(index + 1, line, '从 git 里恢复这一行；账本只增不改');
    else lines.push(line);
  });
  return { lines, faults };
}

/** What may be asked of the ledger. Lines count in the order of `since`; of the same minute, in the order given. */
export class Ledger {
  readonly #latest = new Map<OwnerKey, LedgerLine>();
  readonly #owners = new Map<string, OwnerKey>();
  readonly #addresses = new Map<OwnerKey, Set<string>>();
  /** Addresses that two owners claim: the one that had it and the one that came later. */
  readonly disputed: { address: string; first: OwnerKey; later: LedgerLine }[] = [];

  constructor(lines: Iterable<LedgerLine> = []) {
    for (const line of [...lines].sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))) this.add(line);
  }

  /** Adds a fact that is newer than all others. */
  add(line: LedgerLine): void {
    const key = ownerKey(line.noun, line.id);
    const first = this.#owners.get(line.address);
    if (first !== undefined && first !== key) {
      this.disputed.push({ address: line.address, first, later: line });
      return;
    }
    this.#owners.set(line.address, key);
    this.#latest.set(key, line);
    const held = this.#addresses.get(key) ?? new Set();
    this.#addresses.set(key, held.add(line.address));
  }

  /** Who had the address first, and so has it for good. */
  ownerOf(address: string): OwnerKey | undefined {
    return this.#owners.get(address);
  }

  /** The newest fact about an entry. */
  latest(key: OwnerKey): LedgerLine | undefined {
    return this.#latest.get(key);
  }

  /** Each owner with its newest fact and all addresses it ever had. */
  *entries(): Generator<{ key: OwnerKey; latest: LedgerLine; addresses: ReadonlySet<string> }> {
    for (const [key, latest] of this.#latest) yield { key, latest, addresses: this.#addresses.get(key) ?? new Set() };
  }

  get size(): number {
    return this.#owners.size;
  }
}

/** An entry of the content as far as the ledger asks. */
export interface Placed {
  noun: NounName;
  /** See {@link ownerId}. */
  id: string;
  address: string;
  /** Drafts have no address yet. */
  draft: boolean;
  published?: string | undefined;
  month?: string | undefined;
  sample?: boolean | undefined;
}

export const DELETED = '这一条已经删除。';

/**
 * The lines that are missing so that the ledger says what the content says, at an instant: an entry that
 * is public and does not stand where the ledger has it, and one that the ledger has and the content has not.
 * An entry that the ledger has as gone is not brought back here: that is asked for (see {@link revival}).
 */
export function missingLines(ledger: Ledger, content: readonly Placed[], now: number): LedgerLine[] {
  const minute = toWallClock(now);
  const present = new Set(content.map(({ noun, id }) => ownerKey(noun, id)));
  const fresh = content.flatMap((entry): LedgerLine[] => {
    const latest = ledger.latest(ownerKey(entry.noun, entry.id));
    if (entry.draft || latest?.status === 'gone' || latest?.address === entry.address) return [];
    const owner = ledger.ownerOf(entry.address);
    return owner !== undefined && owner !== ownerKey(entry.noun, entry.id) ? [] : [liveLine(entry, minute)];
  });
  const left = [...ledger.entries()].flatMap(({ key, latest }): LedgerLine[] => (latest.status === 'gone' || present.has(key) ? [] : [goneLine(latest, minute)]));
  return [...fresh, ...left].map((line) => notBefore(line, ledger));
}

/** The fact that an entry stands at its address. One that is published later holds its address from then on. */
export function liveLine({ noun, id, address, published, month, sample }: Placed, minute: string): LedgerLine {
  const since = published !== undefined && published > minute ? published : minute;
  return { noun, id, address, since, status: 'live', ...(month !== undefined && { month }), ...(sample && { sample: true as const }) };
}

/** The fact that what stood there is no more. */
function goneLine({ noun, id, address, month, sample }: LedgerLine, minute: string): LedgerLine {
  return { noun, id, address, since: minute, status: 'gone', reason: DELETED, ...(month !== undefined && { month }), ...(sample && { sample }) };
}

/** Lines count in the order of their time, so a new one is never older than what it follows. */
function notBefore(line: LedgerLine, ledger: Ledger): LedgerLine {
  const before = ledger.latest(ownerKey(line.noun, line.id))?.since ?? '';
  return before > line.since ? { ...line, since: before } : line;
}

/** The line that brings back an entry which the ledger has as gone; undefined when it is not gone. */
export function revival(ledger: Ledger, entry: Placed, now: number): LedgerLine | undefined {
  const latest = ledger.latest(ownerKey(entry.noun, entry.id));
  return latest?.status === 'gone' ? notBefore(liveLine(entry, toWallClock(now)), ledger) : undefined;
}

const wholeLines = (text: string): string => (text && !text.endsWith('\n') ? `${text}\n` : text);

/** Files with lines added: the text of each file that changes. `texts` are the files as they stand, by name. */
export function appendLines(texts: ReadonlyMap<string, string>, lines: readonly LedgerLine[]): Map<string, string> {
  const changed = new Map<string, string>();
  for (const line of lines) {
    const file = ledgerFile(line);
    const text = changed.get(file) ?? wholeLines(texts.get(file) ?? '');
    changed.set(file, text + writeLine(line));
  }
  return changed;
}

/** Two versions of a file as one: the lines of the first, then those that only the second has. */
export function mergeLedgerTexts(first: string, second: string): string {
  const rows = (text: string): string[] => text.split('\n').filter((row) => row.trim() !== '');
  const known = new Set(rows(first));
  return [...rows(first), ...rows(second).filter((row) => !known.has(row))].map((row) => `${row}\n`).join('');
}
