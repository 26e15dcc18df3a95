/** The files of content/settings that editors fill in; the gate judges the same ones. */
import type * as z from 'zod';
import { settings } from '#/schemas/settings.ts';
import { wording } from '#/schemas/wording.ts';

export const SETTINGS_FILES = {
  'site.yml': { label: '网站设置', schema: settings },
  'wording.yml': { label: '用语', schema: wording },
} as const satisfies Record<string, { label: string; schema: z.ZodObject }>;

export type SettingsFile = keyof typeof SETTINGS_FILES;

/** The settings file at a store path, or undefined. */
export function settingsAt(path: string): SettingsFile | undefined {
  return (Object.keys(SETTINGS_FILES) as SettingsFile[]).find((name) => path === `content/settings/${name}`);
}
