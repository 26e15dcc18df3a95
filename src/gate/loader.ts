/**
 * Feeds Astro's collections from the gate: only entries that passed it get in, and only their front
 * matter; a body is read when its page is rendered. No module is made of an entry.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Loader } from 'astro/loaders';
import * as z from 'zod';
import { formatFinding } from '#/lib/finding.ts';
import { NOUNS, type NounName } from '#/schemas/nouns.ts';
import { environment } from '#/site.ts';
import { entryData, entryDigest, readContentOnce } from './content.ts';

/** Loader of one noun. In a build the gate has already stopped on errors; in dev bad entries are left out, and integrations/dev-content.ts watches for changes. */
export function entriesOf(noun: NounName): Loader {
  return {
    name: `gate:${noun}`,
    load: ({ store, generateDigest, config, logger }) => {
      const root = fileURLToPath(config.root);
      const folder = path.resolve(root, environment().content);
      // What the store kept from an earlier build was made by the schema of then: a new field would be missing in it.
      const shape = generateDigest(JSON.stringify(z.toJSONSchema(NOUNS[noun].schema, { io: 'output' })));
      const { files, findings } = readContentOnce(folder);
      const bad = new Set(findings.filter((finding) => finding.severity === 'error').map((finding) => finding.path));
      const gone = new Set(store.keys());
      for (const file of files) {
        if (file.noun !== noun) continue;
        gone.delete(file.id);
        if (bad.has(file.path)) continue;
        const digest = `${entryDigest(file.bytes)} ${shape}`;
        if (store.get(file.id)?.digest === digest) continue;
        // Parsed by the schema already, once for all who ask.
        store.set({ id: file.id, data: entryData(file), digest });
      }
      for (const id of gone) store.delete(id);
      for (const finding of findings) if (finding.severity === 'error' && finding.path.startsWith(`content/${noun}/`)) logger.error(formatFinding(finding));
      return Promise.resolve();
    },
  };
}

/** The schema that Astro infers types from; the data was already parsed by it. */
export function schemaOf<N extends NounName>(noun: N): (typeof NOUNS)[N]['schema'] {
  return NOUNS[noun].schema;
}
