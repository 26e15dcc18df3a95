/** The oversight board: what an inspector would find, from the newest state of the content. */
import { setImmediate } from 'node:timers/promises';
import { Hono } from 'hono';
import { entryAt, validateEntry } from '#/gate/validate.ts';
import { now } from '#/lib/clock.ts';
import type { Finding } from '#/lib/finding.ts';
import { parseEntryFile, parseYaml } from '#/lib/front-matter.ts';
import { inspect, type InspectedEntry } from '#/lib/inspection.ts';
import { environment } from '#/site.ts';
import type { AppParts } from './app.ts';
import type { ContentState } from './content-state.ts';
import { draftTitle } from './draft-branches.ts';
import { allows, type Signed } from './guards.ts';

const SETTINGS = 'content/settings/site.yml';

interface Read {
  commit: string;
  entries: InspectedEntry[];
  findings: Finding[];
}

/** Reads and judges every entry once for a commit; lets other requests through between entries. */
async function readAll(state: ContentState): Promise<Read> {
  const index = state.index();
  const entries: InspectedEntry[] = [];
  const findings: Finding[] = [];
  for (const [path, text] of state.texts) {
    const place = entryAt(path);
    if (!place) continue;
    entries.push({ ...place, data: parseEntryFile(text).data });
    findings.push(...validateEntry(Buffer.from(text), path, index).filter((each) => each.severity === 'error'));
    await setImmediate();
  }
  return { commit: state.commit, entries, findings };
}

export function inspectionApi({ drafts, editing, store, misses }: AppParts): Hono<Signed> {
  const api = new Hono<Signed>();
  let held: { commit: string; read: Promise<Read> } | undefined;
  api.get('/', allows('inspection.read'), async (c) => {
    const state = await editing.state();
    if (held?.commit !== state.commit) held = { commit: state.commit, read: readAll(state) };
    const { entries, findings } = await held.read;
    const settings = parseYaml((await store.read(state.commit, SETTINGS))?.bytes.toString('utf8') ?? '').data;
    const waiting = (await drafts.branches.all()).filter((draft) => drafts.state(draft).status === 'pending_review').map((draft) => ({ path: draft.path, title: draftTitle(draft), since: draft.changed }));
    const at = now();
    return c.json({ at, items: inspect({ entries, findings, settings: (settings ?? {}) as Record<string, unknown>, misses: misses.list(), waiting }, at, environment().samples) });
  });
  return api;
}
