/** What a schema says of data, in the gate's words: field, label, line, reason and mend. */
import type * as z from 'zod';
import type { Finding } from '#/lib/finding.ts';
import { unwantedCharacter } from '#/schemas/characters.ts';
import { valueFaults } from './characters.ts';
import { labelOf } from './schema-fields.ts';

const MAX_UNKNOWN = 10;

interface Issue {
  code?: string;
  message: string;
  keys?: string[];
  origin?: string;
  input?: unknown;
  path: PropertyKey[];
}

/** Mends by Zod's kind of issue; the message says the rest. */
function mendOf({ code, origin, input }: Issue): string {
  if (code === 'invalid_type') return input === undefined || input === null ? '补上这个字段' : '改成正确的写法：文字加引号，列表每项以 - 开头';
  if (code === 'too_small') return origin === 'string' ? '写得再具体一些' : '按下限补上';
  if (code === 'too_big') return origin === 'string' ? '删短一些' : '按上限减少';
  if (code === 'invalid_value') return '从可选项里选一个';
  if (code === 'invalid_format') return '改成提示里的写法';
  return '照上面说的改好，再保存';
}

const printable = (key: string): string => (unwantedCharacter(key) ? JSON.stringify(key).replace(/\P{ASCII}/gu, '?') : key).slice(0, 60);

/** What a schema made of data that passed it, by the data as they were read. On the process, for the reason that gate/content.ts gives. */
const passed = ((globalThis as { __sitePassedData?: WeakMap<object, unknown> }).__sitePassedData ??= new WeakMap());

/** What the schema made of these data when {@link schemaFindings} was asked about them and they passed. */
export function passedData(data: object): unknown {
  return passed.get(data);
}

/** Findings of a schema on data. `lineOf` traces a field to its line in the file. */
export function schemaFindings(schema: z.ZodType, data: unknown, path: string, lineOf: (path: readonly PropertyKey[]) => number): Finding[] {
  const finding = (field: readonly PropertyKey[], message: string, fix: string): Finding => ({
    path, field: field.map(String).join('.'), label: labelOf(schema, field, data), line: lineOf(field), message, fix, severity: 'error',
  });
  const found = valueFaults(data).map((fault) => finding(fault.path, `含有${fault.kind}`, '删掉后重新输入这一段；不要用 \\u… 写字符'));
  const result = schema.safeParse(data, { reportInput: true });
  if (result.success && typeof data === 'object' && data !== null) passed.set(data, result.data);
  for (const issue of (result.error?.issues ?? []) as Issue[]) {
    if (issue.code !== 'unrecognized_keys') {
      found.push(finding(issue.path, issue.message, mendOf(issue)));
      continue;
    }
    const keys = issue.keys ?? [];
    for (const key of keys.slice(0, MAX_UNKNOWN)) found.push({ ...finding(issue.path, `没有这样的字段：${printable(key)}`, '删掉它，或改成正确的字段名'), line: lineOf([...issue.path, key]) });
    if (keys.length > MAX_UNKNOWN) found.push(finding(issue.path, `还有 ${keys.length - MAX_UNKNOWN} 个没有的字段`, '删掉它们'));
  }
  return found;
}
