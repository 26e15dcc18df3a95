/** The files of content/settings that editors fill in. */
import type * as z from 'zod';
import type { SettingsFile } from '#/gate/content.ts';
import { settings } from '#/schemas/settings.ts';
import { wording } from '#/schemas/wording.ts';

export const SETTINGS_FILES: Readonly<Record<SettingsFile, { label: string; schema: z.ZodObject }>> = {
  'site.yml': { label: '网站设置', schema: settings },
  'wording.yml': { label: '用语', schema: wording },
};

/** The settings file at a store path, or undefined. */
export function settingsAt(path: string): SettingsFile | undefined {
  return (Object.keys(SETTINGS_FILES) as SettingsFile[]).find((name) => path === `content/settings/${name}`);
}
