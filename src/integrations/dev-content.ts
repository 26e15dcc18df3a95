/**
 * `npm run dev` shows an edit at once. Astro's own store of the content writes itself to the disk half a second after
 * a change and tells the browser then; here the changed entry alone is judged and handed to the pages, as the
 * publisher does it, and the browser is told. What the change means for other files is judged when the hands rest.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { AstroIntegration } from 'astro';
import { entryData, entryDigest, forgetContent, readContentOnce, type ContentFile } from '#/gate/content.ts';
import { validateEntry } from '#/gate/validate.ts';
import { formatFinding } from '#/lib/finding.ts';
import { heldContent, holdContent, type HeldContent, type HeldEntry } from '#/lib/held-content.ts';

/** After so many milliseconds without a change everything is judged again, which takes a second: not between two edits of somebody who writes. */
const REST = 5000;

const held = (file: ContentFile): HeldEntry => ({ id: file.id, data: entryData(file) as HeldEntry['data'], digest: entryDigest(file.bytes) });

/** All sound entries of a folder; of a bad one what was shown before, if anything. */
function reading(folder: string, before: HeldContent | undefined, complain: (line: string) => void): HeldContent {
  const { files, findings } = readContentOnce(folder);
  const errors = findings.filter((finding) => finding.severity === 'error');
  for (const finding of errors) complain(formatFinding(finding));
  const bad = new Set(errors.map((finding) => finding.path));
  const made = new Map<ContentFile['noun'], HeldEntry[]>();
  for (const file of files) {
    const entry = bad.has(file.path) ? before?.get(file.noun)?.find(({ id }) => id === file.id) : held(file);
    if (entry) made.set(file.noun, [...(made.get(file.noun) ?? []), entry]);
  }
  return made;
}

/** The state after one entry changed, or undefined when the change is not of that kind or the entry is not sound. */
function edited(folder: string, file: string, complain: (line: string) => void): HeldContent | undefined {
  const before = heldContent();
  const below = path.relative(folder, file).split(path.sep).join('/');
  const { files, index } = readContentOnce(folder);
  const known = files.find((each) => each.path === `content/${below}`);
  if (!before || !known || !existsSync(file)) return undefined;
  const changed: ContentFile = { ...known, bytes: readFileSync(file) };
  // Some editors empty a file before they write it: the next event brings the rest.
  if (changed.bytes.length === 0) return before;
  const errors = validateEntry(changed.bytes, changed.path, index).filter((finding) => finding.severity === 'error');
  for (const finding of errors) complain(formatFinding(finding));
  if (errors.length > 0) return before;
  const entry = held(changed);
  return new Map([...before].map(([noun, list]) => [noun, noun === known.noun ? list.map((each) => (each.id === entry.id ? entry : each)) : list]));
}

/** The hook of the dev server. `folder` is the content folder. */
export function devContent(folder: string): AstroIntegration {
  return {
    name: 'dev-content',
    hooks: {
      'astro:server:setup': ({ server, logger }) => {
        const complain = (line: string): void => { logger.error(line); };
        // The loader has said already what is wrong.
        holdContent(reading(folder, undefined, () => undefined));
        const show = (content: HeldContent): void => {
          holdContent(content);
          // Astro remembers which pages a route makes until it is told that the content is another one.
          for (const environment of Object.values(server.environments)) environment.hot.send('astro:content-changed', {});
          server.ws.send({ type: 'full-reload' });
        };
        let rest: NodeJS.Timeout | undefined;
        const changed = (file: string): void => {
          const at = path.resolve(file);
          if (!at.startsWith(folder + path.sep)) return;
          const quick = edited(folder, at, complain);
          if (quick) show(quick);
          clearTimeout(rest);
          rest = setTimeout(() => {
            forgetContent(folder);
            const whole = reading(folder, heldContent(), complain);
            if (JSON.stringify([...whole]) !== JSON.stringify([...(heldContent() ?? [])])) show(whole);
          }, quick ? REST : 50);
        };
        server.watcher.add(folder);
        for (const event of ['add', 'change', 'unlink'] as const) server.watcher.on(event, changed);
        server.httpServer?.once('close', () => { clearTimeout(rest); });
      },
    },
  };
}
