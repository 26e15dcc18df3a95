/**
 * The panels of the desk, in the order of its menu. A panel is one file in `./panels/` that exports a {@link Panel};
 * add a line here and it stands at `#/<id>`.
 */
import type { ComponentType } from 'preact';
import type { Role } from '#/cms/permissions.ts';
import type { SignedIn } from '#/cms/browser/api.ts';
import { account } from './panels/account.tsx';
import { history } from './panels/history.tsx';
import { inspection } from './panels/inspection.tsx';
import { log } from './panels/log.tsx';
import { media } from './panels/media.tsx';
import { people } from './panels/people.tsx';
import { publish } from './panels/publish.tsx';
import { review } from './panels/review.tsx';
import { schedule } from './panels/schedule.tsx';

export interface PanelProps {
  user: SignedIn;
  /** What follows the panel's id in the address, decoded: `#/history/content/a.mdx` gives `['content', 'a.mdx']`. */
  path: readonly string[];
}

export interface Panel {
  /** Its place in the address: `#/<id>`. */
  id: string;
  title: string;
  /** Whether a role sees it; ask `may(role, …)` of `#/cms/permissions.ts`. */
  allowed: (role: Role) => boolean;
  component: ComponentType<PanelProps>;
}

export const PANELS: readonly Panel[] = [inspection, review, publish, schedule, history, media, people, log, account];
