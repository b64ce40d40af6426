import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { goTo } from '../../support/screens/clerk'
import { expectClean, setTypeSize } from '../../support/screens/look'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtExample } from '../../support/screens/seat'
import { thisMonth } from '../../support/screens/story'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('bulk')
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtExample(300, thisMonth().slice(0, 4))
  page = screen.page
})
afterAll(() => screen?.close())

const bar = () => page.getByRole('region', { name: '已选的记录' })
/** What a chip counts, once it has counted. */
const chipCount = async (name: string): Promise<number> => {
  const chip = page.getByRole('button', { name: new RegExp(`^${name}\\s*[\\d,]+`) })
  return Number((await chip.innerText()).replaceAll(/\D/g, ''))
}
const chipSays = (count: number) =>
  page
    .getByRole('button', { name: /^待审核/ })
    .getByText(String(count), { exact: true })
    .waitFor()
const toast = (text: RegExp) => page.locator('.toast').filter({ hasText: text })

test('rows are ticked by keys, looked at, approved as one and taken back as one, without a mouse', async () => {
  await goTo(page, '院坝会')
  const waiting = await chipCount('待审核')
  await page.getByRole('button', { name: /^待审核/ }).press('Enter')
  const grid = page.getByRole('grid', { name: '院坝会列表' })
  await grid.locator('tr.marked').waitFor()
  await grid.focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await bar().getByText('已选 3 条').waitFor()
  await expectClean(screen, join(output, '勾选.png'))
  await bar().getByRole('button', { name: '审核通过' }).press('Enter')
  const go = page.getByRole('dialog').getByRole('button', { name: '审核通过 3 条' })
  await go.waitFor()
  await expectClean(screen, join(output, '审核通过.png'))
  await page.keyboard.press('Enter')
  const done = toast(/审核通过：已处理 3 条/)
  await done.waitFor()
  await chipSays(waiting - 3)
  await done.getByRole('button', { name: '撤销' }).press('Enter')
  await toast(/已撤销 3 条/).waitFor()
  await chipSays(waiting)
  await goTo(page, '撤销与回收站')
  const line = page.getByRole('row').filter({ hasText: '等 3 条' })
  await line.getByText('已撤销').waitFor()
  await expectClean(screen, join(output, '今天的改动.png'))
  await line.getByRole('button', { name: /^重做/ }).click()
  await line.getByRole('button', { name: /^撤销/ }).waitFor()
})

test('all that the filter finds are sent back with one reason; what may not go is named with its own', async () => {
  await goTo(page, '院坝会')
  const grid = page.getByRole('grid', { name: '院坝会列表' })
  await page.getByRole('button', { name: '全部', exact: true }).click()
  await grid.locator('tr.marked').waitFor()
  await grid.focus()
  await page.keyboard.press('Control+a')
  const total = Number(/共 (\d+) 条/.exec(await page.locator('.page-detail').innerText())?.[1])
  await bar().getByText(`已选 ${total} 条`).waitFor()
  await bar().getByRole('button', { name: '退回' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('理由').fill('请补签到表')
  await dialog.getByText('不处理，保持不变').waitFor()
  await expectClean(screen, join(output, '退回.png'))
  await dialog.getByRole('button', { name: /^退回 \d+ 条$/ }).click()
  await toast(/^退回：已处理 \d+ 条，\d+ 条没有处理/).waitFor()
})

test('one field is set on the ticked records, and they are printed or handed out as a ledger', async () => {
  await goTo(page, '院坝会')
  const grid = page.getByRole('grid', { name: '院坝会列表' })
  await grid.locator('tr.marked').waitFor()
  await grid.focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowDown')
  await bar().getByRole('button', { name: '修改一项' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('要修改的项目').fill('议题')
  await page.keyboard.press('Enter')
  await dialog.getByLabel('议题', { exact: true }).fill('民法典')
  await expectClean(screen, join(output, '修改一项.png'))
  await dialog.getByRole('button', { name: /^修改一项 [12] 条$/ }).click()
  await toast(/^修改一项：已处理/).waitFor()
  await grid.focus()
  await page.keyboard.press('Space')
  await bar().getByRole('button', { name: '导出' }).click()
  await page.getByText('仅列出勾选的 1 条。').waitFor()
  await page.getByText('共 1 行').waitFor()
  await expectClean(screen, join(output, '导出.png'))
})

test('what is ticked in the pile of the review, of several kinds, is approved as one', async () => {
  await goTo(page, '待审核')
  const list = page.getByRole('listbox', { name: '等待的记录' })
  await list.getByRole('option').first().waitFor()
  await list.focus()
  await page.keyboard.press('Control+a')
  const many = page.getByRole('region', { name: '审核已选的记录' })
  await expectClean(screen, join(output, '待审核.png'))
  await many.getByRole('button', { name: '审核通过' }).press('Enter')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^审核通过 \d+ 条$/ })
    .waitFor()
  await page.keyboard.press('Enter')
  await toast(/^审核通过：已处理 \d+ 条/)
    .getByRole('button', { name: '撤销' })
    .click()
  await toast(/^已撤销 \d+ 条/).waitFor()
})

test.each([
  ['深色', 100],
  ['浅色', 150],
] as const)('the ticked rows and the dialog can be read in %s at %i %%', async (scheme, size) => {
  await goTo(page, '设置')
  await page.getByRole('tab', { name: '外观' }).click()
  await page.getByRole('radio', { name: scheme }).check()
  await setTypeSize(screen, size)
  await goTo(page, '院坝会')
  await page.getByRole('grid', { name: '院坝会列表' }).locator('tr.marked').waitFor()
  if ((await bar().count()) === 0) {
    await page.getByRole('grid', { name: '院坝会列表' }).focus()
    await page.keyboard.press('Space')
  }
  await page.getByText('已选合计：').waitFor()
  // One line, whatever the type: what is not in it stands behind 更多.
  expect(
    await bar().evaluate((of) => of.clientHeight / (of.querySelector('button')?.clientHeight ?? 1)),
  ).toBeLessThan(2)
  await expectClean(screen, join(output, `${scheme}-${size}-勾选.png`))
  if (size === 150) {
    await bar().getByRole('button', { name: '更多' }).press('Enter')
    await page.getByRole('menuitem', { name: '移入回收站' }).waitFor()
    await expectClean(screen, join(output, `${scheme}-${size}-更多.png`))
    await page.getByRole('menuitem', { name: '作废' }).click()
  } else await bar().getByRole('button', { name: '作废' }).click()
  await page.getByRole('dialog').getByText('将处理').waitFor()
  await expectClean(screen, join(output, `${scheme}-${size}-作废.png`))
  await page.keyboard.press('Escape')
})

test('nothing was complained about', () => {
  expect(screen.complaints).toEqual([])
})
