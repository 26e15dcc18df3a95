/** What of Decap's configuration a role sees. The server refuses the rest all the same (`src/server/cms-api.ts`). */
import type { DecapConfig } from './decap.ts';
import { may, type Role } from './permissions.ts';

/** The configuration without collections that the role may not save, and without publishing and deleting where it may not. */
export function configFor<C extends Pick<DecapConfig, 'collections'>>(config: C, role: Role, mayPublish: boolean): C {
  const seen = config.collections.filter(({ name }) => name !== 'settings' || may(role, 'settings.save'));
  return { ...config, collections: seen.map((collection) => ({ ...collection, publish: mayPublish, delete: may(role, 'content.delete') })) };
}
