/**
 * Damages entries of a content folder the ways in which files really break: cut off, wrongly encoded, merged
 * badly, typed wrongly, or written to attack. For the tests of the gate and of quarantine.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { random } from './corpus.ts';

/** One way to break a sound entry's text. What comes out must never pass the gate. */
type Damage = (text: string) => string | Uint8Array;

const lineAfterOpening = (row: string): Damage => (text) => text.replace(/^---\n/, `---\n${row}\n`);
const lineInBody = (row: string): Damage => (text) => `${text.trimEnd()}\n\n${row}\n`;
const front = (pattern: RegExp, replacement: string): Damage => (text) => text.replace(pattern, replacement);

/** Every way, by name. */
export const DAMAGES: Readonly<Record<string, Damage>> = {
  'emptied': () => '',
  'cut off inside the front matter': (text) => text.slice(0, Math.floor(text.indexOf('\n---') / 2)),
  'filled with zeros': (text) => new Uint8Array(Buffer.byteLength(text)),
  'bytes that are not UTF-8': (text) => Buffer.concat([Buffer.from(text), Buffer.from([0x0a, 0xc4, 0xe3, 0xba, 0xc3, 0x0a])]),
  'saved as UTF-16': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'merge conflict in the front matter': lineAfterOpening('<<<<<<< HEAD'),
  'merge conflict in the body': lineInBody('<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> main'),
  'a quote that does not close': front(/^title: .*$/m, 'title: "没有结束'),
  'no title': front(/^title: .*\n/m, ''),
  'a field twice': (text) => text.replace(/^(title: .*)$/m, '$1\n$1'),
  'an unknown field': lineAfterOpening('slug: elsewhere'),
  'a tab as indent': lineAfterOpening('sources:\n\t- title: x'),
  'an alias bomb': lineAfterOpening(`bomb: [&a [x, x, x, x], ${Array(40).fill('*a').join(', ')}]`),
  'a published date that no calendar has': (text) => text.replace(/^published: .*\n/m, '').replace(/^---\n/, "---\npublished: '2026-02-30T09:00'\n"),
  'an address with capitals': front(/^urlName: .*$/m, 'urlName: "Not-An-Address"'),
  'a module line': lineInBody("import fs from 'node:fs'"),
  'a script': lineInBody('<script>fetch("https://example.org/")</script>'),
  'a component that does not close': lineInBody('<Note type="tip">\n\n没有结束'),
  'an unknown component': lineInBody('<Video src="x" />'),
  'a javascript: link': lineInBody('[点这里](javascript&colon;alert(1))'),
  'a link to nowhere on the site': lineInBody('[没有这一页](/science/no-such-entry/)'),
  'a picture that is not there': lineInBody('![一张并不存在的图片](media/no-such-picture.webp)'),
  'a direction override': lineInBody('倒过来\u202e的字'),
  'a zero byte': lineInBody('有一个零\u0000字节'),
  'nested a thousand deep': lineInBody(`${'> '.repeat(1000)}深`),
};

export interface Corrupted {
  /** `content/science/x.mdx` */
  path: string;
  /** Which of {@link DAMAGES}. */
  damage: string;
}

/**
 * Damages `count` different entries below `folder` (a content folder), each in the next way of
 * {@link DAMAGES}, and says which and how, ordered by path. The same folder, count and seed give the same damage.
 * `choose` limits which entries may be hit. Throws when there are fewer entries than `count`.
 */
export function corruptSome(folder: string, count: number, seed: number, choose: (path: string) => boolean = () => true): Corrupted[] {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mdx'))
    .map((name) => `content/${name.split(path.sep).join('/')}`)
    .filter(choose)
    .sort();
  if (entries.length < count) throw new Error(`${count} entries to damage, but only ${entries.length} are there`);
  const next = random(seed);
  const ways = Object.entries(DAMAGES);
  const done: Corrupted[] = [];
  for (let at = 0; at < count; at++) {
    const [file = ''] = entries.splice(Math.floor(next() * entries.length), 1);
    const [damage, apply] = ways[(at + seed) % ways.length] as (typeof ways)[number];
    const place = path.join(folder, file.slice('content/'.length));
    const text = readFileSync(place, 'utf8');
    const broken = apply(text);
    if (typeof broken === 'string' && broken === text) throw new Error(`${file}: “${damage}” changed nothing`);
    writeFileSync(place, broken);
    done.push({ path: file, damage });
  }
  return done.sort((a, b) => (a.path < b.path ? -1 : 1));
}
