/**
 * Stops a build whose content has errors, before any page is made, with what to mend and without a stack
 * trace. In dev the bad entries are named and left out, the rest is shown.
 */
import type { AstroIntegration } from 'astro';
import { readContentOnce } from '#/gate/content.ts';
import { formatFinding } from '#/lib/finding.ts';

/** The gate as an Astro hook. `folder` is the content folder. */
export function gate(folder: string): AstroIntegration {
  return {
    name: 'gate',
    hooks: {
      'astro:config:setup': ({ command }) => {
        if (command !== 'build') return;
        const { files, findings } = readContentOnce(folder);
        const errors = findings.filter((finding) => finding.severity === 'error');
        if (errors.length === 0 && files.length > 0) return;
        for (const finding of errors) console.error(formatFinding(finding));
        console.error(files.length === 0 ? `错误 ${folder} 里没有内容。改法：检查 SITE_CONTENT` : `内容有 ${errors.length} 处错误，网站没有生成。改好后再试；\`npm run check\` 可以只检查内容。`);
        process.exit(1);
      },
    },
  };
}
