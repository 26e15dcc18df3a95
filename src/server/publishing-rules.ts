/** What `settings/site.yml` says of how something comes onto the site. */
import { parseYaml } from '#/lib/front-matter.ts';
import { settings, type Settings } from '#/schemas/settings.ts';

export type PublishingRules = Settings['publishing'];

/** The rules in the data of the file; undefined where they cannot be read. */
export function rulesIn(data: unknown): PublishingRules | undefined {
  const { publishing } = (typeof data === 'object' && data !== null ? data : {}) as { publishing?: unknown };
  return settings.shape.publishing.safeParse(publishing).data;
}

/** The rules in the text of the file. Where they cannot be read a review is asked for: the careful reading. */
export function publishingRules(text: string | undefined): PublishingRules {
  return rulesIn(parseYaml(text ?? '').data) ?? { review: true, credits: false };
}
