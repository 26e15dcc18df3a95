/** The ledger of addresses: whatever happens to entries, an address that was once published keeps an answer. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerAt, answersOf, livePlaces, promisedAddresses } from '#/lib/address-answers.ts';
import { appendLines, Ledger, mergeLedgerTexts, missingLines, ownerKey, parseLedgerFile, revival, writeLine, type Placed } from '#/lib/ledger.ts';
import { parseLedger } from '#/lib/ledger-files.ts';
import { toInstant } from '#/lib/dates.ts';
import type { GoneItem } from '#/schemas/gone.ts';
import type { LedgerLine } from '#/schemas/ledger.ts';

const NOW = toInstant('2026-11-23T09:00');
const line = (id: string, address: string, since: string, more: Partial<LedgerLine> = {}): LedgerLine => ({ noun: 'science', id, address: `/science/${address}/`, since, status: 'live', ...more });
const answer = (path: string, lines: LedgerLine[], live: Record<string, string>, words: GoneItem[] = []): unknown => {
  const places = livePlaces(Object.entries(live).map(([id, name]) => ({ noun: 'science' as const, id, address: `/science/${name}/` })));
  return answerAt(path, answersOf({ ledger: new Ledger(lines), live: places, words, now: NOW }));
};

describe('answers', () => {
  const chain = [line('x', 'a', '2026-01-01T09:00'), line('x', 'b', '2026-02-01T09:00'), line('x', 'c', '2026-03-01T09:00')];

  test('a→b→c: a and b go straight to c', () => {
    expect(answer('/science/a/', chain, { x: 'c' })).toEqual({ status: 301, to: '/science/c/' });
    expect(answer('/science/b/', chain, { x: 'c' })).toEqual({ status: 301, to: '/science/c/' });
    expect(answer('/science/c/', chain, { x: 'c' })).toBeUndefined();
  });

  test('back to a is no loop', () => {
    const back = [...chain, line('x', 'a', '2026-04-01T09:00')];
    expect(answer('/science/a/', back, { x: 'a' })).toBeUndefined();
    expect(answer('/science/c/', back, { x: 'a' })).toEqual({ status: 301, to: '/science/a/' });
  });

  test('what follows the place is carried over, a missing slash costs no second hop', () => {
    expect(answer('/science/a', chain, { x: 'c' })).toEqual({ status: 301, to: '/science/c/' });
    expect(answer('/science/a.ics', chain, { x: 'c' })).toEqual({ status: 301, to: '/science/c.ics' });
    expect(answer('/science/a/pack/poster.png', chain, { x: 'c' })).toEqual({ status: 301, to: '/science/c/pack/poster.png' });
    expect(answer('/science/ab/', chain, { x: 'c' })).toBeUndefined();
    expect(answer('/science/a\n/', chain, { x: 'c' })).toBeUndefined();
  });

  test('what is deleted answers 410 at every address it had', () => {
    const gone = [...chain, line('x', 'c', '2026-05-01T09:00', { status: 'gone', reason: '这一条已经删除。' })];
    for (const name of ['a', 'b', 'c']) expect(answer(`/science/${name}/`, gone, {})).toEqual({ status: 410, page: '/gone/science/x/' });
  });

  test('the editors’ words follow what came instead, and their forwards end at a page', () => {
    const lines = [...chain, line('y', 'd', '2026-01-01T09:00'), line('y', 'e', '2026-06-01T09:00'), line('x', 'c', '2026-05-01T09:00', { status: 'gone', reason: '这一条已经删除。' })];
    const words: GoneItem[] = [{ address: '/science/b/', title: '旧文', reason: '并进了另一篇。', instead: '/science/d/' }];
    const { pages } = answersOf({ ledger: new Ledger(lines), live: livePlaces([{ noun: 'science', id: 'y', address: '/science/e/' }]), words, now: NOW });
    expect(pages).toMatchObject([{ title: '旧文', reason: '并进了另一篇。', instead: '/science/e/', kind: 'deleted' }]);
    const forward = words.map((item) => ({ ...item, forward: true }));
    expect(answer('/science/a/', lines, { y: 'e' }, forward)).toEqual({ status: 301, to: '/science/e/' });
    // Two deleted ones that name each other must not turn in a circle.
    const circle: GoneItem[] = [...forward, { address: '/science/e/', instead: '/science/a/', forward: true }];
    const both = [...lines, line('y', 'e', '2026-07-01T09:00', { status: 'gone' })];
    expect(answer('/science/a/', both, {}, circle)).toEqual({ status: 410, page: '/gone/science/x/' });
  });

  test('an event is found by its permanent id as long as there is anything to say', () => {
    const event = { noun: 'events' as const, id: 'kx7m2p9q', address: '/events/jiangzuo/', since: '2026-01-01T09:00', status: 'gone' as const, month: '2026-12' };
    const answers = answersOf({ ledger: new Ledger([event]), live: new Map(), words: [], now: NOW });
    for (const path of ['/e/kx7m2p9q/', '/e/kx7m2p9q', '/embed/e/kx7m2p9q/', '/events/jiangzuo.ics']) expect(answerAt(path, answers)).toEqual({ status: 410, page: '/gone/events/kx7m2p9q/' });
    expect(answers.pages).toMatchObject([{ month: '2026-12' }]);
  });

  test('what is withdrawn, a sample, or still to come', () => {
    const kinds = (lines: LedgerLine[]): string[] => answersOf({ ledger: new Ledger(lines), live: new Map(), words: [{ address: '/science/a/', title: '标题' }], now: NOW }).pages.map(({ kind, title, reason }) => `${kind} ${title} ${reason}`);
    expect(kinds([line('x', 'a', '2026-01-01T09:00')])).toEqual(['withdrawn undefined 编辑暂时撤下了这一条。']);
    expect(kinds([line('x', 'a', '2026-01-01T09:00', { sample: true })])[0]).toMatch(/^deleted undefined .*示例/);
    expect(kinds([line('x', 'a', '2027-01-01T09:00')])).toEqual([]);
  });
});

describe('the files', () => {
  test('say the same after writing and reading, in one form', () => {
    const text = writeLine({ status: 'gone', since: '2026-05-01T09:00', address: '/science/c/', id: 'x', noun: 'science', reason: '换行\n也行' });
    expect(text).toBe('{"noun":"science","id":"x","address":"/science/c/","since":"2026-05-01T09:00","status":"gone","reason":"换行\\n也行"}\n');
    expect(parseLedgerFile('2026-05.jsonl', text)).toMatchObject({ faults: [], lines: [{ id: 'x', reason: '换行\n也行' }] });
  });

  test.each([
    ['2026-05.jsonl', '{"noun":"science"', '不是一行完整的 JSON'],
    ['2026-05.jsonl', '<<<<<<< HEAD', '合并没有做完'],
    ['2026-05.jsonl', '{"noun":"sience","id":"x","address":"/science/x/","since":"2026-05-01T09:00","status":"live"}', 'noun 要写栏目名'],
    ['2026-05.jsonl', '{"noun":"science","id":"x","address":"https://example.org/","since":"2026-05-01T09:00","status":"live"}', 'address 要写成'],
    ['2026-05.jsonl', '{"noun":"science","id":"x","address":"/science/x/","since":"2026-02-30T09:00","status":"live"}', '日历上没有'],
    ['may.jsonl', '', '账本的文件名不对'],
  ])('name what cannot be read in %s', (file, text, message) => {
    expect(parseLedgerFile(file, text).faults[0]?.message).toContain(message);
  });

  test('two branches merge by keeping the lines of both', () => {
    const [common, ours, theirs] = ['a', 'b', 'c'].map((name) => writeLine(line(name, name, '2026-05-01T09:00'))) as [string, string, string];
    expect(mergeLedgerTexts(common + ours, common + theirs)).toBe(common + ours + theirs);
  });

  test('an address that two claim belongs to the first, and is named', () => {
    const ledger = new Ledger([line('y', 'a', '2026-02-01T09:00'), line('x', 'a', '2026-01-01T09:00')]);
    expect(ledger.ownerOf('/science/a/')).toBe('science x');
    expect(ledger.disputed).toMatchObject([{ address: '/science/a/', first: 'science x' }]);
  });

  test('50,000 lines are read and answered', () => {
    const text = Array.from({ length: 50_000 }, (_, index) => writeLine(line(`x${index % 20_000}`, `n${index}`, '2026-05-01T09:00'))).join('');
    const { ledger } = parseLedger(new Map([['2026-05.jsonl', text]]));
    const live = livePlaces(Array.from({ length: 20_000 }, (_, id) => ({ noun: 'science' as const, id: `x${id}`, address: `/science/n${id < 10_000 ? id + 40_000 : id + 20_000}/` })));
    const answers = answersOf({ ledger, live, words: [], now: NOW });
    expect(Object.keys(answers.moved)).toHaveLength(30_000);
  });
});

type Step = { kind: 'create' | 'rename' | 'delete' | 'restore' | 'draft'; entry: number; name: number };
const steps = fc.array(fc.record<Step>({ kind: fc.constantFrom('create', 'rename', 'rename', 'delete', 'restore', 'draft'), entry: fc.nat(4), name: fc.nat(6) }), { maxLength: 40 });

test('whatever is made, renamed, deleted, restored or withdrawn: every address ever live answers in one hop', () => {
  fc.assert(
    fc.property(steps, (history) => {
      const content = new Map<string, Placed>();
      const deleted = new Map<string, Placed>();
      const everLive = new Map<string, string>();
      let texts = new Map<string, string>();
      history.forEach(({ kind, entry, name }, minute) => {
        const now = NOW + minute * 20_000_000;
        const id = `x${entry}`;
        const { ledger } = parseLedger(texts);
        const address = `/science/n${name}/`;
        const holder = ledger.ownerOf(address);
        const free = (holder === undefined || holder === ownerKey('science', id)) && ![...content.values()].some((each) => each.address === address && each.id !== id);
        const lines: LedgerLine[] = [];
        const old = content.get(id);
        // The gate's rules: an address is free or one's own; what was deleted only comes back by being restored.
        if (kind === 'create' && !old && !deleted.has(id) && free) content.set(id, { noun: 'science', id, address, draft: false });
        if (kind === 'rename' && old && free) content.set(id, { ...old, address });
        if (kind === 'draft' && old) content.set(id, { ...old, draft: !old.draft });
        if (kind === 'delete' && old) {
          content.delete(id);
          if (ledger.latest(ownerKey('science', id))) deleted.set(id, old);
        }
        const back = deleted.get(id);
        if (kind === 'restore' && back) {
          const line = revival(ledger, { ...back, draft: false }, now);
          expect(line).toBeDefined();
          if (line) lines.push(line);
          content.set(id, { ...back, draft: false });
          deleted.delete(id);
        }
        const before = [...texts.values()].join('');
        texts = new Map([...texts, ...appendLines(texts, [...missingLines(ledger, [...content.values()], now), ...lines])]);
        for (const row of before.split('\n')) expect([...texts.values()].join('')).toContain(row);

        const after = parseLedger(texts);
        expect(after.faults).toEqual([]);
        expect(after.ledger.disputed).toEqual([]);
        expect(missingLines(after.ledger, [...content.values()], now)).toEqual([]);
        const visible = [...content.values()].filter(({ draft }) => !draft);
        for (const each of visible) {
          const first = everLive.get(each.address);
          expect(first ?? each.id, 'an address was given to something else').toBe(each.id);
          everLive.set(each.address, each.id);
        }
        const answers = answersOf({ ledger: after.ledger, live: livePlaces(visible), words: [], now: now + 60_000 });
        expect([...new Set(promisedAddresses(after.ledger, now + 60_000).map((each) => each.address))].sort()).toEqual([...everLive.keys()].sort());
        for (const [place, owner] of everLive) {
          const here = visible.find((each) => each.id === owner)?.address;
          const got = answerAt(place, answers);
          if (here === place) expect(got).toBeUndefined();
          else if (here !== undefined) expect(got).toEqual({ status: 301, to: here });
          else expect(got).toEqual({ status: 410, page: `/gone/science/${owner}/` });
        }
      });
    }),
    { numRuns: 300 },
  );
});
