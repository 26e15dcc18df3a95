/** The one list of the files of content/settings: what each is called in the form and what it holds. Gate, form and server read it. */
import type * as z from 'zod';
import { gone } from './gone.ts';
import { schoolDays } from './school-days.ts';
import { settings } from './settings.ts';
import { wording } from './wording.ts';

export const SETTINGS_FILES = {
  'site.yml': { label: '网站设置', schema: settings, required: true },
  'wording.yml': { label: '用语', schema: wording, required: false },
  'school-days.yml': { label: '节假日与考试', schema: schoolDays, required: false },
  'gone.yml': { label: '删除的页面', schema: gone, required: false },
} as const satisfies Record<string, { label: string; schema: z.ZodObject; required: boolean }>;

export type SettingsFile = keyof typeof SETTINGS_FILES;

export const SETTINGS_NAMES = Object.keys(SETTINGS_FILES) as SettingsFile[];

/** The settings file at a store path (`content/settings/site.yml`), or undefined. */
export function settingsAt(path: string): SettingsFile | undefined {
  return SETTINGS_NAMES.find((name) => path === `content/settings/${name}`);
}
