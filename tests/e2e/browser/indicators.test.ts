import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { axeFindings } from '../../support/screens/axe'
import { goTo } from '../../support/screens/clerk'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtExample } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('indicators')
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtExample(60, '2023')
  page = screen.page
})
afterAll(() => screen?.close())

async function expectClean(name: string): Promise<void> {
  await page.screenshot({ path: join(output, `${name}.png`) })
  expect(await axeFindings(page)).toEqual([])
}
const open = (path: string): Promise<unknown> => page.goto(page.url().replace(/#.*/, `#${path}`))
const cell = (month: number) => page.getByRole('textbox', { name: `小微贷发放批次${month}月`, exact: true })

it('a cell of the grid is kept as soon as it is left, and what is no number stays to be mended and stops no other', async () => {
  await goTo(page, '指标填报')
  await cell(1).waitFor()
  expect(await page.getByRole('region', { name: '指标填报表' }).evaluate(fitsAcross)).toBe(true)
  await expectClean('指标填报')
  await cell(1).focus()
  await page.keyboard.type('4.5')
  await page.keyboard.press('ArrowRight')
  await page.getByRole('status').filter({ hasText: '已自动保存' }).waitFor()
  await page.keyboard.type('三')
  await page.keyboard.press('Tab')
  await page.getByRole('alert').filter({ hasText: '数值' }).first().waitFor()
  expect(await cell(2).getAttribute('aria-invalid')).toBe('true')
  await page.keyboard.type('7')
  // Leaving the screen leaves the cell.
  await goTo(page, '统计表')
  await goTo(page, '指标填报')
  await page.waitForFunction(
    (name) => document.querySelector<HTMLInputElement>(`[aria-label="${name}"]`)?.value === '7',
    '小微贷发放批次3月',
  )
  expect(await cell(1).inputValue()).toBe('4.5')
  expect(await cell(2).inputValue()).toBe('')
})

it('a table by the words of a choice, and any days, are chosen on the screen of the table', async () => {
  await open('/statistics-table?period=2023&by=mediation.type')
  const paper = page.getByRole('region', { name: 'A4 预览' })
  await paper.getByText('示范区矛盾纠纷按纠纷类型统计表（2023年）').waitFor()
  await expectClean('分行')
  await open('/statistics-table?period=2023-11-01..2023-11-07')
  await paper
    .getByText(/2023年11月1日/)
    .first()
    .waitFor()
  expect(await page.getByRole('textbox', { name: '开始日期' }).inputValue()).toContain('11')
  await expectClean('自选起止日期')
})

it('the words of a choice stand across the table, by units or by another choice, and a number opens its records', async () => {
  await open('/statistics-table?period=2023')
  const paper = page.getByRole('region', { name: 'A4 预览' })
  const choose = async (label: string, word: string): Promise<void> => {
    await page.getByRole('combobox', { name: label }).click()
    await page.keyboard.type(word)
    await page.keyboard.press('Enter')
  }
  await choose('分列', '纠纷类型')
  await paper.getByText('按纠纷类型统计表（2023年）').first().waitFor()
  await expectClean('分列')
  await choose('分行', '受理方式')
  await paper.getByText('按受理方式、纠纷类型统计表（2023年）').first().waitFor()
  await paper.getByRole('button').first().click()
  await page
    .getByRole('dialog')
    .getByText(/受理方式：.*纠纷类型：/)
    .first()
    .waitFor()
  await expectClean('分行和分列')
})

/** Whether all columns are seen at once. */
const fitsAcross = (region: Element): boolean => region.scrollWidth <= region.clientWidth
