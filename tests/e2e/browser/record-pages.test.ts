import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { axeFindings } from '../../support/screens/axe'
import { goTo, saveAs } from '../../support/screens/clerk'
import { holdAnswers } from '../../support/screens/held-answers'
import { outputFolder, settled } from '../../support/screens/screen'
import { type Seat, seatAtExample } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('record-pages')
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtExample(600, '2023')
  page = screen.page
})
afterAll(() => screen?.close())

/** A picture at both sizes of type, and nothing that a screen reader or a weak eye stumbles over. */
async function expectClean(name: string): Promise<void> {
  for (const size of [150, 100]) {
    await page.getByRole('button', { name: `字号 ${size}%` }).click()
    await page.screenshot({ path: join(output, `${name}-${size}.png`) })
  }
  expect(await axeFindings(page)).toEqual([])
}

const ticked = () => page.getByRole('region', { name: '已选的记录' })
const preview = () => page.getByRole('region', { name: 'A4 预览' }).locator('.page')

test('rows ticked by the keyboard are printed as one job, each record on pages of its own', async () => {
  await goTo(page, '欠薪线索')
  const grid = page.getByRole('grid', { name: '欠薪线索列表' })
  await grid.getByRole('row').nth(8).waitFor()
  await grid.focus()
  for (const key of [' ', 'ArrowDown', 'ArrowDown', ' ']) await page.keyboard.press(key)
  await ticked().getByText('已选 2 条').waitFor()
  expect(await grid.locator('tr[aria-selected=true]').count()).toBe(2)
  await expectClean('勾选')
  await grid.focus()
  await page.keyboard.press('Control+p')
  await page.getByRole('heading', { level: 1, name: '打印欠薪线索' }).waitFor()
  await preview().first().waitFor()
  const titles = preview().getByRole('heading', { name: /欠薪线索记录表/ })
  expect(await titles.count()).toBe(2)
  expect(await preview().first().innerText()).toContain('内部 预览')
  await expectClean('打印预览')
})

test('what goes to the printer carries the number of its audit row', async () => {
  await page.keyboard.press('Control+p')
  const sheet = page.frameLocator('iframe.print-frame').locator('.page')
  await sheet.first().waitFor({ state: 'attached' })
  expect(await sheet.count()).toBe(await preview().count())
  expect(await sheet.first().textContent()).toMatch(/内部 编号 \d{6}/)
  // A browser without a window prints nothing, so that nobody takes the frame away.
  await page.evaluate(() => document.querySelector('iframe.print-frame')?.remove())
})

test('whole values show by an explicit choice only, and go with the next one', async () => {
  const masked = preview().getByText(/\d{3}\*{4}\d{4}/)
  const list = page.getByRole('combobox', { name: '打印内容' })
  await list.click()
  await page.getByTitle('欠薪务工人员名单').click()
  await preview().getByText('签名').first().waitFor()
  await masked.first().waitFor()
  await expectClean('名单')
  await page.getByRole('checkbox', { name: '不遮盖个人信息（记入审计日志）' }).click()
  await preview().getByText('含完整个人信息').first().waitFor()
  expect(await masked.count()).toBe(0)
  await page.getByRole('combobox', { name: '用途' }).click()
  await page.getByTitle('上报').click()
  await masked.first().waitFor()
  expect(await page.getByRole('checkbox').count()).toBe(0)
})

test('the list is written as an Excel file, and going back finds the ticks again', async () => {
  await saveAs(page, 'Excel')
  await screen.received(/欠薪线索2条 名单\.xlsx$/)
  await page.getByRole('button', { name: '返回' }).click()
  await ticked().getByText('已选 2 条').waitFor()
  await page.getByRole('button', { name: '取消勾选' }).click()
  await ticked().waitFor({ state: 'detached' })
})

test('a record is printed from its own page by Ctrl+P', async () => {
  await goTo(page, '院坝会')
  const grid = page.getByRole('grid', { name: '院坝会列表' })
  await grid.getByRole('row').nth(3).waitFor()
  await grid.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '修改' }).waitFor()
  await page.keyboard.press('Control+p')
  await preview()
    .getByRole('heading', { name: /院坝会记录表/ })
    .waitFor()
  await saveAs(page, 'Word')
  await screen.received(/^院坝会 .*\.docx$/)
})

test('an official form of a record is changed before it is printed; what was changed waits until it is filled anew', async () => {
  await goTo(page, '矛盾纠纷')
  const grid = page.getByRole('grid', { name: '矛盾纠纷列表' })
  await grid.getByRole('row').nth(3).waitFor()
  await grid.focus()
  await page.keyboard.press('Enter')
  const papers = page.getByRole('region', { name: '文书' })
  await papers.getByRole('button', { name: '人民调解协议书' }).waitFor()
  await expectClean('文书')
  await papers.getByRole('button', { name: '人民调解申请书' }).click()
  await page.getByRole('heading', { level: 1, name: '打印人民调解申请书' }).waitFor()
  const box = page.getByLabel('文书内容', { exact: true }).and(page.locator('textarea'))
  // Beside the page there is room to change the text.
  expect((await box.boundingBox())?.width).toBeGreaterThan(250)
  const filled = await box.inputValue()
  await box.fill(`${filled}\n双方都认识的证明人也到场。`)
  await preview().getByText('双方都认识的证明人也到场').waitFor()
  await expectClean('文书打印')
  await page.getByRole('button', { name: '返回记录' }).click()
  await papers.getByRole('button', { name: '人民调解申请书' }).click()
  await preview().getByText('双方都认识的证明人也到场').waitFor()
  await saveAs(page, 'Word')
  await screen.received(/^人民调解申请书\.docx$/)
  await page.getByRole('button', { name: '按登记内容重新填写' }).click()
  await preview().getByText('双方都认识的证明人也到场').waitFor({ state: 'detached' })
  expect(await box.inputValue()).toBe(filled)
  const whole = page.getByRole('checkbox', { name: '不遮盖个人信息（记入审计日志）' })
  expect(filled).toMatch(/申请人｜.\*/)
  await whole.click()
  await preview()
    .filter({ hasNotText: /\d{3}\*{4}\d{4}/ })
    .waitFor()
  expect(await box.inputValue()).not.toMatch(/申请人｜.\*/)
})

const choose = async (use: string): Promise<void> => {
  await page.getByRole('combobox', { name: '用途' }).click()
  await page.locator('.ant-select-item-option', { hasText: use }).click()
}

test('whole values that come late are not shown to whoever has gone on to another use, nor the text of the one before', async () => {
  const box = page.getByLabel('文书内容', { exact: true }).and(page.locator('textarea'))
  await page.getByRole('checkbox', { name: '不遮盖个人信息（记入审计日志）' }).uncheck()
  await settled(page)
  const whole = await holdAnswers(page, 'forms.wholePage')
  const shown = await holdAnswers(page, 'forms.page')
  await page.getByRole('checkbox', { name: '不遮盖个人信息（记入审计日志）' }).click()
  await whole.came
  await choose('上报')
  await shown.came
  expect(await box.isEnabled()).toBe(false)
  shown.release()
  whole.release()
  await settled(page)
  expect(await box.inputValue()).toMatch(/申请人｜.\*/)
  await choose('内部')
  await settled(page)
})

test('the whole dossier is shown with 卷内目录 filled, and pages that somebody puts in are counted', async () => {
  await page.getByRole('button', { name: '返回记录' }).click()
  await page.getByRole('button', { name: '人民调解卷宗（全卷）' }).click()
  await page.getByRole('heading', { level: 1, name: '打印人民调解卷宗（全卷）' }).waitFor()
  await preview().getByText('卷内目录').first().waitFor()
  const box = page.getByLabel('文书内容', { exact: true }).and(page.locator('textarea'))
  await box.fill((await box.inputValue()).replace('当事人身份证明｜0页', '当事人身份证明｜97页'))
  await preview()
    .getByText(/^\d+-10\d$/)
    .first()
    .waitFor()
  await expectClean('全卷')
})

test('nothing on these screens complained or asked another machine', () => {
  expect(screen.complaints).toEqual([])
  expect(screen.requests.filter((address) => !/^(http:\/\/127\.0\.0\.1:|blob:|data:)/.test(address))).toEqual(
    [],
  )
})
