/** What helps an editor while writing: checks beside the field, the page as it will be, texts that outlive a killed browser, Word. */
import { chromium, type BrowserContext, type Locator, type Page } from '@playwright/test';
import sharp from 'sharp';
import { CHROMIUM_FLAGS, findChromium } from '#tests/chromium.ts';
import { wordFile, wordItem, wordLink, wordParagraph, wordPicture, wordStyle, wordTable, wordText } from '#tests/word-file.ts';
import { save, untilStage } from './fixtures/decap.ts';
import { expect, test, type EditingServer } from './fixtures/editing-server.ts';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

const picture = (): Promise<Buffer> => sharp({ create: { width: 300, height: 200, channels: 3, background: '#c33' } }).png().toBuffer();
const bodyOf = (page: Page): Locator => page.locator('[data-slate-editor]');
const titleOf = (page: Page): Locator => page.getByLabel('标题', { exact: true }).first();

async function open(page: Page, url: string, place: string): Promise<void> {
  await page.goto(`${url}/admin/#/collections/${place}`);
  await expect(page.getByRole('region', { name: '编辑工具' })).toBeVisible({ timeout: 60_000 });
}

/** Types into a field in the very moment in which an answer of the server has changed Decap's state. */
async function typeAtAnswer(field: Locator, text: string): Promise<void> {
  await field.evaluate(async (node, text) => {
    interface Part { memoizedProps?: { store?: { dispatch: (action: object) => void } } | null; stateNode?: { current?: Part } | null; child?: Part | null; sibling?: Part | null }
    const storeBelow = (part?: Part | null): { dispatch: (action: object) => void } | undefined => part ? (part.memoizedProps?.store ?? storeBelow(part.child) ?? storeBelow(part.sibling)) : undefined;
    const shell = Object.entries(document.querySelector('#nc-root') ?? {}).find(([name]) => name.startsWith('__reactContainer$'))?.[1] as Part | undefined;
    const store = storeBelow(shell?.stateNode?.current);
    if (!store) throw new Error('Decap holds no store');
    store.dispatch({ type: 'ANSWER_REQUEST' });
    await Promise.resolve();
    for (const key of text) {
      const { value } = node as HTMLInputElement;
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(node, value + key);
      node.dispatchEvent(new Event('input', { bubbles: true }));
    }
    store.dispatch({ type: 'ANSWER_SUCCESS' });
  }, text);
}

test('the form says what the gate will say, beside the field and as a list that leads there', async ({ editor: page, server }) => {
  await open(page, server.url, 'science/entries/ice-wine');
  await expect(titleOf(page)).toHaveValue(/冰酒/);
  const name = page.getByLabel('网址名');
  await name.fill('ginseng');
  const note = page.getByText(/网址名 ginseng 已被.*改法：换一个网址名/);
  await expect(note.first()).toBeVisible({ timeout: 15_000 });
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  await expect(name).toHaveAccessibleDescription(/已被/);
  const check = page.getByRole('button', { name: /^检查：[1-9]\d* 处要改/ });
  await titleOf(page).focus();
  await check.click();
  await page.getByRole('region', { name: '检查结果' }).getByRole('button', { name: /【网址名】/ }).first().click();
  await expect(name).toBeFocused();
  await name.fill('ice-wine');
  await expect(page.getByRole('button', { name: /^检查：(?:没有问题|\d+ 处提醒)/ })).toBeVisible({ timeout: 15_000 });
  await expect(name).not.toHaveAttribute('aria-invalid', 'true');

  await test.step('a new entry is not scolded for what nobody has come to yet', async () => {
    await open(page, server.url, 'science/new');
    await typeAtAnswer(titleOf(page), '短题');
    await expect(titleOf(page), 'no key is lost').toHaveValue('短题');
    await titleOf(page).fill('短');
    await expect(page.locator('.site-fault').filter({ hasText: '标题' })).toBeVisible({ timeout: 15_000 });
    await expect(page.getByRole('button', { name: /^检查：[2-9] 处要改/ })).toBeVisible();
    await expect(page.locator('.site-fault')).toHaveCount(1);
  });

  await test.step('it is kept with no more than a title, which is asked for', async () => {
    await titleOf(page).fill('');
    await save(page);
    await expect(page.getByRole('alert').filter({ hasText: /先写标题.*别的可以以后再写/ })).toBeVisible();
    await titleOf(page).fill('刚起了个头的稿子');
    await save(page);
    await expect(page.getByRole('alert').filter({ hasText: /草稿已保存。有 \d+ 处要改/ })).toContainText('【摘要】');
    await untilStage(page, '草稿');
    await expect(page).toHaveURL(/science\/entries\/gang-qi-le-ge-tou/);
  });
});

test('the page is shown as it will be, and to a colleague by a link', async ({ editor: page, server, browser }) => {
  await open(page, server.url, 'science/new');
  await titleOf(page).fill('还没有保存的预览');
  await page.getByRole('button', { name: '预览', exact: true }).click();
  const frame = page.frameLocator('.site-preview iframe:not([data-next])');
  const heading = frame.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('还没有保存的预览', { timeout: 30_000 });
  await titleOf(page).fill('边写边看的预览');
  await expect(heading).toHaveText('边写边看的预览', { timeout: 30_000 });
  const panel = page.getByRole('region', { name: '预览' });
  const shown = panel.locator('iframe:not([data-next])');
  await expect(shown).toHaveCSS('width', '390px');
  await panel.getByLabel('宽度').selectOption('电脑');
  await expect(shown).toHaveCSS('width', '1280px');
  await panel.getByLabel('长者版').check();
  await expect(frame.locator('html[data-elder]')).toHaveCount(1);
  expect(await page.evaluate(() => localStorage.getItem('elder'))).toBeNull();

  await panel.getByRole('button', { name: '做预览链接' }).click();
  const link = panel.getByRole('link', { name: /\/preview\// });
  await expect(link).toBeVisible({ timeout: 30_000 });
  const address = (await link.getAttribute('href')) ?? '';
  const colleague = await (await browser.newContext()).newPage();
  expect((await colleague.goto(address))?.headers()['x-robots-tag']).toBe('noindex, nofollow');
  await expect(colleague.getByRole('heading', { level: 1 })).toHaveText('边写边看的预览');
  await expect(colleague.getByText('这一页还没有发布')).toBeVisible();
  expect((await colleague.goto(`${(await shown.getAttribute('src')) ?? ''}`.replace(/^/, server.url)))?.status()).toBe(404);
  expect((await colleague.request.get(`${server.url}/science/bian-xie-bian-kan-de-yu-lan/`)).status()).toBe(404);
  await panel.getByRole('button', { name: '收回链接' }).click();
  await expect(panel.getByText('链接已收回')).toBeVisible();
  expect((await colleague.goto(address))?.status()).toBe(404);
  await expect(colleague.getByRole('heading', { name: '没有这个预览' })).toBeVisible();
  await colleague.context().close();
});

test('a picture shows in the preview before and after it is kept with the draft, and its words are asked for', async ({ editor: page, server }) => {
  await open(page, server.url, 'science/new');
  await titleOf(page).fill('带着图片的草稿');
  await page.getByRole('button', { name: '预览', exact: true }).click();
  const cover = page.frameLocator('.site-preview iframe:not([data-next])').getByRole('img', { name: '一块红色的测试图' });
  const drawn = (): Promise<number> => cover.evaluate((image: HTMLImageElement) => image.naturalWidth);
  await page.getByTestId('expand-button').first().click();
  await page.getByRole('button', { name: '选择图片' }).first().click();
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles({ name: '红.png', mimeType: 'image/png', buffer: await picture() });
  await page.getByRole('button', { name: '选用已选中项目' }).click();
  const words = page.locator('.site-fault').filter({ hasText: /替代文本/ });
  await expect(words.first()).toBeVisible({ timeout: 15_000 });
  await page.getByLabel(/图片说明（替代文本）/).fill('一块红色的测试图');
  await expect(words).toHaveCount(0, { timeout: 15_000 });
  await expect(cover).toBeVisible({ timeout: 30_000 });
  expect(await drawn()).toBeGreaterThan(0);

  await save(page);
  await untilStage(page, '草稿');
  await page.reload();
  await page.getByRole('button', { name: '预览', exact: true }).click({ timeout: 60_000 });
  await expect(cover).toBeVisible({ timeout: 30_000 });
  expect(await drawn()).toBeGreaterThan(0);
  // Nobody else sees it before it is published.
  const address = (await cover.getAttribute('src')) ?? '';
  expect((await page.request.get(new URL(address, server.url).href)).status()).toBe(200);
  expect((await fetch(new URL(address, server.url))).status).toBe(404);
});

/** The forms of some places, each in its own tab of one browser. */
async function formsOf(context: BrowserContext, { url, login, password }: EditingServer, places: readonly string[]): Promise<Page[]> {
  const pages: Page[] = [];
  for (const place of places) {
    const page = await context.newPage();
    page.on('dialog', (dialog) => { void dialog.accept(); });
    await page.goto(`${url}/admin/#/collections/${place}`);
    const form = page.getByLabel('用户名');
    await expect(form.or(page.getByRole('region', { name: '编辑工具' }))).toBeVisible({ timeout: 60_000 });
    if (await form.isVisible()) {
      await form.fill(login);
      await page.getByLabel('密码').fill(password);
      await page.getByRole('button', { name: '登录' }).click();
    }
    await expect(page.getByRole('region', { name: '编辑工具' })).toBeVisible({ timeout: 60_000 });
    pages.push(page);
  }
  return pages;
}

test('a browser that is killed loses no more than the last seconds, of a stored and of a new entry', async ({ server }, info) => {
  const executablePath = findChromium();
  const launch = (): Promise<BrowserContext> => chromium.launchPersistentContext(info.outputPath('profile'), { args: CHROMIUM_FLAGS, ...(executablePath && { executablePath }), locale: 'zh-CN' });
  const places = ['science/new', 'science/entries/crater-lake'];
  const words = (place: string): string => `${place} 里没有保存的话`;
  let context = await launch();
  for (const [at, page] of (await formsOf(context, server, places)).entries()) {
    const place = places[at] ?? '';
    await page.bringToFront();
    if (place === 'science/new') await titleOf(page).fill('没有保存的题目');
    else await expect(titleOf(page)).not.toHaveValue('');
    await bodyOf(page).click();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.type(words(place));
  }
  // The promise is five seconds; what was typed is kept in half of that.
  await new Promise((resolve) => { setTimeout(resolve, 2500); });
  const session = await context.browser()?.newBrowserCDPSession();
  // Nothing of the browser gets to finish anything.
  await Promise.race([session?.send('Browser.crash'), context.waitForEvent('close')]).catch(() => undefined);
  await context.close().catch(() => undefined);

  context = await launch();
  for (const [at, page] of (await formsOf(context, server, places)).entries()) {
    const place = places[at] ?? '';
    await page.bringToFront();
    const offer = page.getByRole('region', { name: '没保存的文字' });
    await expect(offer).toBeVisible({ timeout: 30_000 });
    await offer.getByRole('button', { name: '看差别' }).click();
    await expect(offer.locator('dd').filter({ hasText: words(place) }).first()).toBeVisible();
    await offer.getByRole('button', { name: '恢复' }).click();
    await expect(bodyOf(page)).toContainText(words(place));
    if (place === 'science/new') await expect(titleOf(page)).toHaveValue('没有保存的题目');
    await expect(page.locator('[data-tool=note]')).toContainText('已在本机留底');
    await page.waitForTimeout(300);
    await page.reload();
    await expect(offer.getByRole('article')).toHaveCount(1, { timeout: 60_000 });
    await offer.getByRole('button', { name: '丢弃' }).click();
    await expect(offer).toBeHidden();
  }
  // What was put away stays away, and a form that was only looked at is nobody's text.
  for (const page of await formsOf(context, server, ['science/new'])) {
    await page.waitForTimeout(2500);
    await expect(page.getByRole('region', { name: '没保存的文字' })).toBeHidden();
    await expect(page.locator('[data-tool=note]')).toHaveText('');
  }
  await context.close();
});

test('a page pasted from Word arrives clean, its picture with a text alternative', async ({ editor: page, server }) => {
  await open(page, server.url, 'science/new');
  await bodyOf(page).click();
  await page.keyboard.type('前面的话。');
  await page.keyboard.press('Enter');
  const html = `<h1>冰酒</h1><p class=MsoNormal style='mso-x:1'>葡萄在<b>枝头</b>，见<a href="https://example.org/a">资料</a>。</p><p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>先采收</p><table><tr><td>项目</td><td>数值</td></tr><tr><td>糖</td><td>高</td></tr></table><p><img src="file:///C:/x.png" alt="图片 1"></p>`;
  const rtf = `{\\rtf1{\\*\\shppict{\\pict\\pngblip\\bliptag1{\\*\\blipuid 0123456789abcdef0123456789abcdef}${(await picture()).toString('hex')}}}}`;
  await bodyOf(page).evaluate((node, [page, pictures]) => {
    const data = new DataTransfer();
    data.setData('text/html', page ?? '');
    data.setData('text/rtf', pictures ?? '');
    node.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, [html, rtf]);
  const dialog = page.getByRole('dialog', { name: '图片的说明' });
  await dialog.getByLabel('第 1 张图上有什么').fill('一块红色的测试图');
  await dialog.getByRole('button', { name: '放进正文' }).click();
  await expect(bodyOf(page).getByRole('heading', { level: 2, name: '冰酒' })).toBeVisible({ timeout: 30_000 });
  await expect(bodyOf(page).locator('strong, b').filter({ hasText: '枝头' })).toHaveCount(1);
  await expect(bodyOf(page).getByRole('listitem').filter({ hasText: '先采收' })).toHaveCount(1);
  await expect(bodyOf(page).locator('textarea').first()).toHaveValue('| 项目 | 数值 |\n| --- | --- |\n| 糖 | 高 |');
  await expect(page.getByLabel('替代文本', { exact: true })).toHaveValue('一块红色的测试图');
});

test('a Word document becomes the text and the title of a new entry', async ({ editor: page, server }) => {
  await open(page, server.url, 'science/new');
  const buffer = wordFile([
    wordParagraph(wordText('人参的年轮'), wordStyle('Title')), wordParagraph(wordText('人参', '<w:b/>') + wordText('见') + wordLink('资料')), wordParagraph(wordText('怎样数'), wordStyle('1')),
    wordParagraph(wordText('洗净'), wordItem(0, 2)), wordTable([['年', '痕'], ['6', '六道']]), wordParagraph(wordPicture('一株六年生的人参')),
  ].join(''), { picture: await picture() });
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '导入 Word' }).click();
  await (await chooser).setFiles({ name: '人参.docx', mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', buffer });
  const dialog = page.getByRole('dialog', { name: '图片的说明' });
  await expect(dialog.getByLabel('第 1 张图上有什么')).toHaveValue('一株六年生的人参');
  await dialog.getByRole('button', { name: '放进正文' }).click();
  await expect(titleOf(page)).toHaveValue('人参的年轮', { timeout: 30_000 });
  await expect(bodyOf(page).getByRole('heading', { level: 2, name: '怎样数' })).toBeVisible();
  await expect(bodyOf(page).locator('a').filter({ hasText: '资料' })).toBeVisible();
  await expect(page.getByLabel('替代文本', { exact: true })).toHaveValue('一株六年生的人参');

  await test.step('what is no document is refused in words', async () => {
    const said: string[] = [];
    page.removeAllListeners('dialog');
    page.on('dialog', (each) => {
      said.push(each.message());
      void each.accept();
    });
    await page.locator('input[accept*=docx]').setInputFiles({ name: '旧.doc', mimeType: 'application/msword', buffer: Buffer.from('not a zip') });
    await expect.poll(() => said.join(), { timeout: 30_000 }).toContain('另存为 .docx');
  });
});
