/** What the gate says of an entry. One shape for saving, `npm run check`, the build and publishing. */
export interface Finding {
  /** Path of the file below the content folder's parent: `content/science/x.mdx`. */
  path: string;
  /** Field as a dotted path (`laureates.0.name`), `body`, or '' for the file as a whole. */
  field: string;
  /** The field's Chinese label, as the form shows it. */
  label: string;
  /** Line in the file, from 1. */
  line: number;
  /** What is wrong, in Chinese. */
  message: string;
  /** What to do about it, in Chinese. */
  fix: string;
  severity: 'error' | 'warning';
}

/** Names of files may hold anything; what would steer a terminal is shown as its number. */
const shown = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);

/** One line for a terminal or a log: place, field, what, mend. */
export function formatFinding(finding: Finding): string {
  const mark = finding.severity === 'error' ? '错误' : '提醒';
  const field = finding.label ? `【${finding.label}】` : '';
  return shown(`${mark} ${finding.path}:${finding.line} ${field}${finding.message}${finding.fix ? `。改法：${finding.fix}` : ''}`);
}
