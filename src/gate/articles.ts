/** `npm run articles`: a table of the articles, with what a teacher and an editor ask of each. */
import { plainText, parseBody } from '#/lib/body.ts';
import { parseEntryFile } from '#/lib/front-matter.ts';
import { SCIENCE_KINDS, type Science } from '#/schemas/science.ts';
import { environment } from '#/site.ts';
import { readContent } from './content.ts';

const { files } = readContent(environment().content);
const rows = files.filter(({ noun }) => noun === 'science').map((file) => {
  const { data, body } = parseEntryFile(file.bytes.toString('utf8'));
  const { kind, title, regions = [], concepts = [], grades = [], sources = [] } = data as Partial<Science>;
  const characters = plainText(parseBody(body).tree).replace(/\s/g, '').length;
  return { kind: kind ? SCIENCE_KINDS[kind] : '', title: title ?? file.id, regions, concepts, grades, sources: sources.length, linked: sources.filter(({ link }) => link).length, characters };
}).sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : b.characters - a.characters));

console.log('| 类型 | 标题 | 市县 | 核心概念 | 学段 | 来源（有网址） | 字数 |\n| --- | --- | --- | --- | --- | --- | --- |');
for (const { kind, title, regions, concepts, grades, sources, linked, characters } of rows) console.log(`| ${kind} | ${title} | ${regions.join(' ')} | ${concepts.join(' ')} | ${grades.join(' ')} | ${sources}（${linked}） | ${characters} |`);
const kinds = Object.values(SCIENCE_KINDS).map((label) => `${label} ${rows.filter(({ kind }) => kind === label).length}`);
console.log(`\n共 ${rows.length} 篇：${kinds.join('，')}；来源 ${rows.reduce((sum, { sources }) => sum + sources, 0)} 条，其中有网址 ${rows.reduce((sum, { linked }) => sum + linked, 0)} 条；${rows.reduce((sum, { characters }) => sum + characters, 0)} 字。`);
