import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { lawSize } from '../../support/laws/law-size'
import { fileNeeds } from '../../support/machine/needs'
import { messyLedger } from '../../support/paper/messy-ledger'
import { goTo, pick } from '../../support/screens/clerk'
import { expectClean } from '../../support/screens/look'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtDistrict } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('last-years-ledger')
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtDistrict(2)
  page = screen.page
  page.setDefaultTimeout(180_000)
})
afterAll(() => screen?.close())

const digitsOf = async (measure: string): Promise<number> => {
  const figure = page.locator(`[data-figure^="${measure}@2025@"]`).first()
  return Number((await figure.innerText()).replace(/\D/g, ''))
}

test("last year's ledger is mended, taken in, taken back with one click, and in again; duplicates are settled, and the year's report is right", async () => {
  const ledger = await messyLedger(lawSize(3000))
  const path = join(screen.stick, '2025年院坝会台账.xlsx')
  writeFileSync(path, ledger.bytes)
  await goTo(page, '院坝会')
  await page.getByRole('button', { name: '导入台账' }).press('Enter')
  await screen.choose(path)
  await page.getByRole('button', { name: '选择文件' }).press('Enter')
  const year = page.getByLabel('没有写年份的日期是哪一年')
  await year.fill('2025')
  await year.press('Enter')

  const missing = page.getByRole('list', { name: '没有登记过的名称' })
  await pick(page, missing.getByRole('combobox', { name: /桂花屯/ }), '桂花村')
  await missing
    .getByText(/桂花屯/)
    .first()
    .waitFor({ state: 'detached' })
  await expectClean(screen, join(output, '没有登记过的名称.png'))
  await missing.getByRole('button', { name: '新登记单位“松林村”' }).press('Enter')
  const making = page.getByRole('form', { name: '新登记单位' })
  await pick(page, making.getByRole('combobox', { name: '上级单位' }), '云锦街道')
  await expectClean(screen, join(output, '新登记单位.png'))
  await making.getByRole('button', { name: '登记', exact: true }).press('Enter')
  await missing.waitFor({ state: 'detached' })

  await page.getByText('有问题 1', { exact: true }).click()
  await page
    .getByRole('button', { name: new RegExp(`^第 ${ledger.wordy.at} 行.*：很多，有问题`) })
    .press('Enter')
  const cell = page.getByRole('textbox', { name: new RegExp(`^第 ${ledger.wordy.at} 行`) })
  await cell.fill(String(ledger.wordy.people))
  await cell.press('Enter')

  const added = ledger.rows - ledger.twice
  const take = page.getByRole('button', { name: `导入 ${added} 条` })
  await take.press('Enter')
  await page.getByText(`新增 ${added} 条，修改 0 条，跳过 ${ledger.twice} 行`).waitFor()
  await page.getByRole('button', { name: '撤销这次导入' }).press('Enter')
  await page
    .locator('.toast')
    .filter({ hasText: `已撤销 ${added} 条` })
    .waitFor()
  await take.press('Enter')
  await page.getByText(`新增 ${added} 条，修改 0 条`).first().waitFor()

  await page.getByRole('button', { name: '核对重复' }).press('Enter')
  for (let left = ledger.alike; left > 0; left -= 1) {
    await page
      .getByRole('article')
      .nth(left - 1)
      .waitFor()
    await page.keyboard.press('1')
    await page
      .getByRole('article')
      .nth(left - 1)
      .waitFor({ state: 'detached' })
  }
  await page.getByText('没有可能重复的记录。').waitFor()

  await page.goto(`${page.url().split('#')[0]}#/reports?report=annual&period=2025`)
  await page.getByRole('region', { name: 'A4 预览' }).locator('.page').first().waitFor()
  expect(await digitsOf('sessions')).toBe(added - ledger.alike)
  expect(await digitsOf('attendance')).toBe(ledger.people - ledger.alikePeople)
}, 600_000)
