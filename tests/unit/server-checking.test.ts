/** What the form asks while it is filled: the gate's answer, and nothing written. */
import { describe, expect, it } from 'vitest';
import type { Finding } from '#/lib/finding.ts';
import { entryPathOf, draftFile } from '#/cms/draft-file.ts';
import { A, article, EditingService, SITE } from './editing-service.ts';

const server = new EditingService();
const check = async (path: string, raw: string, uploads: string[] = []): Promise<Finding[]> => ((await (await server.cms('checkEntry', { path, raw, uploads })).json()) as { findings: Finding[] }).findings;

describe('checking', () => {
  it('finds nothing wrong with a sound entry and saves nothing', async () => {
    const head = await server.service.store.head();
    expect(await check(A, article())).toEqual([]);
    expect(await server.service.store.head()).toBe(head);
  });

  it('says what saving would say', async () => {
    const raw = article('', "import fs from 'node:fs'").replace(/summary: .*/, "summary: '短'");
    const found = await check(A, raw);
    expect(found.filter(({ severity }) => severity === 'error')).toEqual((await server.save(A, raw)).body.findings);
    expect(found.map(({ label }) => label)).toEqual(expect.arrayContaining(['摘要', '正文']));
  });

  it('knows the pictures that come with the save', async () => {
    const raw = article("cover:\n  src: 'media/new-1.png'\n  alt: '图上有四棵松树'\n");
    expect((await check(A, raw)).map(({ label }) => label)).toEqual([expect.stringContaining('封面')]);
    expect(await check(A, raw, ['content/media/new-1.png'])).toEqual([]);
    // The form calls it what the file was called; the server's own name comes with the save.
    expect(await check(A, raw.replace('new-1.png', '红松林-1a2b3c4d.jpeg'), ['content/media/红松林-1a2b3c4d.jpeg'])).toEqual([]);
  });

  it('checks the settings', async () => {
    expect(await check('content/settings/site.yml', SITE)).toEqual([]);
    expect((await check('content/settings/site.yml', SITE.replace('测试站', '名'))).map(({ label }) => label)).toEqual(['网站名称']);
  });

  it('refuses a place that is none', async () => {
    expect((await check('src/site.ts', '')).map(({ message, severity }) => [severity, message])).toEqual([['error', expect.stringContaining('位置')]]);
  });
});

describe('the file of a form', () => {
  it('stands where the address says, or where a new entry may wait for one', () => {
    expect(entryPathOf('science', { urlName: 'bing-jiu' })).toBe('content/science/bing-jiu.mdx');
    expect(entryPathOf('science', { urlName: '../x' })).toBe('content/science/xin-tiao-mu.mdx');
    expect(entryPathOf('science', {})).toBe('content/science/xin-tiao-mu.mdx');
  });

  it('is what Decap would send', () => {
    expect(draftFile('content/science/a.mdx', { title: '题', draft: false, body: '正文。\n' })).toBe("---\ntitle: '题'\ndraft: false\n---\n\n正文。\n");
    expect(draftFile('content/settings/site.yml', { name: '测试站', shortName: '' })).toBe("name: '测试站'\n");
  });
});
