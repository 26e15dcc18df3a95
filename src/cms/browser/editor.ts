/** Starts Decap with our backend, format, components and words. */
import { FORMAT } from '#/cms/decap.ts';
import { editorComponents } from '#/cms/editor-components.ts';
import { mdxSafe } from '#/cms/entry-format.ts';
import { mergePhrases, ZH_ADDITIONS } from '#/cms/locale.ts';
import type { SignedIn } from './api.ts';
import { registerSiteBackend } from './backend.ts';
import { watchChecks } from './checks.ts';
import { decap } from './decap-globals.ts';
import { addDialogStyle } from './dialogs.ts';
import { mendLook } from './look.ts';
import { watchPaste } from './paste-page.ts';
import { watchPresence } from './presence.ts';
import { registerPastedLists } from './pasted-lists.ts';
import { watchPreview } from './preview.ts';
import { watchUnsaved } from './recovery.ts';
import { steadyText } from './steady-text.ts';
import { nameUploads } from './uploads.ts';
import { watchWordImport } from './word-import.ts';

/** On plain HTTP outside localhost browsers have no crypto.randomUUID, which Decap uses. */
function provideRandomUuid(): void {
  if ('randomUUID' in crypto) return;
  Object.defineProperty(crypto, 'randomUUID', {
    value: () => '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) => (Number(digit) ^ ((self.crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) & (15 >> (Number(digit) / 4)))).toString(16)),
  });
}

/** Teaches Decap our format, components and words; the backend is somebody else's. */
export function setUp(): void {
  const { CMS } = decap();
  provideRandomUuid();
  addDialogStyle();
  mendLook();
  nameUploads();
  CMS.registerLocale('zh_Hans', mergePhrases(CMS.getLocale('zh_Hans'), ZH_ADDITIONS));
  CMS.registerCustomFormat(FORMAT, 'mdx', mdxSafe('ours'));
  for (const component of editorComponents()) CMS.registerEditorComponent(component);
  registerPastedLists();
  steadyText();
}

export function start(user: SignedIn): void {
  setUp();
  const versions = registerSiteBackend(user);
  decap().CMS.init();
  watchChecks();
  watchPreview();
  watchUnsaved(user, versions);
  watchPaste();
  watchWordImport();
  watchPresence();
}
