/** An editor brings a list of laureates from a spreadsheet: what is wrong is said, what changes is shown, then it is published. */
import { expect, test } from './fixtures/editing-server.ts';
import { publish, untilLive } from './fixtures/decap.ts';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

test('an editor adds laureates by pasting a table', async ({ editor: page, server }) => {
  await page.goto(`${server.url}/admin/#/collections/editions/entries/top-award-2018`);
  await expect(page.getByLabel('标题', { exact: true }).first()).toHaveValue('2018 年度测试科学技术奖', { timeout: 60_000 });
  const panel = page.locator('.site-paste');
  await panel.getByText('从表格粘贴获奖者').click();
  const table = panel.getByLabel('名单', { exact: true });
  const fill = panel.getByRole('button', { name: '填入表单' });

  await test.step('what is wrong is named with its line', async () => {
    await table.fill('姓名\t类别\t奖种代号\t所属市县\t可靠程度\n测试甲\t个人\t主奖\t火星\t已核实');
    await expect(panel.getByRole('alert')).toContainText('第 2 行：“所属市县”没有“火星”这一项；可选：');
    await expect(fill).toBeDisabled();
  });

  await test.step('the preview says who is new, who changes, who stays', async () => {
    await table.fill('姓名\t类别\t奖种代号\t所属市县\t获奖理由\t可靠程度\n测试甲\t个人\t主奖\t集安市\t因为测试\t已核实\n测试丙\t个人\t主奖\t\t\t据来源');
    await expect(panel.getByRole('alert')).toBeEmpty();
    const preview = panel.getByRole('group', { name: '会怎样变' });
    await expect(preview).toContainText('新增 1，改动 1，保留 1');
    await expect(preview.getByRole('row', { name: /测试甲/ })).toContainText('获奖理由：因为测试');
    await expect(preview.getByRole('row', { name: /测试甲/ })).toContainText('所属市县：集安市');
    await expect(preview.getByRole('row', { name: /测试研究所/ })).toContainText('保留');
    await panel.getByLabel('删去名单里没有的旧条目').check();
    await expect(preview).toContainText('删除 1');
    await panel.getByLabel('删去名单里没有的旧条目').uncheck();
  });

  await fill.click();
  await expect(panel.getByRole('status')).toContainText('已填入表单，共 3 项');
  await publish(page);
  await untilLive(page);

  await page.goto(`${server.url}/editions/top-award-2018/`);
  const main = page.getByRole('main');
  for (const name of ['测试甲', '测试丙', '测试研究所']) await expect(main.getByRole('heading', { level: 3, name })).toBeVisible();
  await expect(main).toContainText('因为测试');
  await page.goto(`${server.url}/regions/jian/`);
  await expect(page.getByRole('table', { name: '集安市的获奖者' })).toContainText('测试甲');
  const csv = await (await page.request.get(`${server.url}/data/editions.csv`)).text();
  expect(csv).toContain('测试丙');
});
