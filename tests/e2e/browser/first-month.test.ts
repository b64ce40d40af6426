import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { monthInHand } from '../../../shared/readiness/rules'
import { fileNeeds } from '../../support/machine/needs'
import { field, pick } from '../../support/screens/clerk'
import { lookFor } from '../../support/screens/keyboard'
import { expectClean } from '../../support/screens/look'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtExample } from '../../support/screens/seat'
import { thisMonth } from '../../support/screens/story'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('first-month')
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtExample(300, thisMonth().slice(0, 4))
  page = screen.page
})
afterAll(() => screen?.close())

/** What stands on the screen, kept and looked at: nothing that axe finds, nothing cut off. */
const look = (name: string): Promise<void> => expectClean(screen, join(output, `${name}.png`))
const toast = (text: RegExp) => page.locator('.toast').filter({ hasText: text })
const today = new Date().getDate()
/** The name of the month whose report is being made. */
const month = (): string => {
  const now = new Date()
  const day = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(today).padStart(2, '0')}`
  return monthInHand([], null, day).month.label
}

// One person, one morning, nothing read before: each step is found by the words on the screen. The steps follow one another.

test('a session is logged from the first screen', async () => {
  await look('1-首页')
  await page
    .getByRole('navigation', { name: '登记' })
    .getByRole('button', { name: /院坝会/ })
    .click()
  const form = page.getByRole('form', { name: '院坝会登记表' })
  await form.waitFor()
  await field(form, '日期').fill(String(today))
  await field(form, '开始时间').fill('0')
  await field(form, '结束时间').fill('0:30')
  await pick(page, field(form, '村（社区）'), '柳湾村')
  await field(form, '院坝（户主）').fill('3组董静家')
  await field(form, '主持人').fill('解某')
  await field(form, '主讲人').fill('周永贵')
  await field(form, '议题').fill('务工维权')
  await field(form, '参加户数').fill('23')
  await field(form, '参加人数').fill('27')
  await look('2-登记')
  await form.getByRole('button', { name: '保存', exact: true }).click()
  await toast(/已保存院坝会/).waitFor()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await look('3-已保存')
})

test('解某 is found by xie', async () => {
  await lookFor(page, 'xie')
  const found = page.getByRole('option').filter({ hasText: '3组董静家' })
  await found.waitFor()
  await look('4-查找')
  await found.click()
  await page.locator('.value', { hasText: '主持人' }).getByText('解某').waitFor()
})

test('forty records are approved at once', async () => {
  await page.getByRole('navigation', { name: '目录' }).getByRole('link', { name: '首页' }).click()
  await page.getByRole('button', { name: '去处理' }).click()
  const list = page.getByRole('listbox', { name: '等待的记录' })
  const waiting = Number(/待审核 (\d+) 条/.exec(await page.locator('.page-detail').innerText())?.[1])
  const boxes = list.locator('.cell-tick')
  await boxes.first().click()
  await boxes.nth(39).click({ modifiers: ['Shift'] })
  const many = page.getByRole('region', { name: '审核已选的记录' })
  await many.getByText('已选 40 条').waitFor()
  await look('5-已选四十条')
  await many.getByRole('button', { name: '审核通过' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '审核通过 40 条' }).click()
  await toast(/审核通过：已处理 40 条/).waitFor()
  await page.getByText(`待审核 ${waiting - 40} 条`).waitFor()
  // What is looked at next is the first that was not among them, and stands in sight.
  const marked = list.locator('[aria-selected=true]')
  expect(await marked.evaluate((line) => [...(line.parentElement?.children ?? [])].indexOf(line))).toBe(0)
  await look('6-已通过')
})

test('which street is missing is seen', async () => {
  await page.getByRole('navigation', { name: '目录' }).getByRole('link', { name: '首页' }).click()
  await page.getByRole('button', { name: '查看名单' }).click()
  const streets = page.getByRole('region', { name: '各街道', exact: true })
  const missing = streets.getByRole('row').filter({ hasText: /未报/ })
  await missing.first().waitFor()
  expect(await missing.first().innerText()).toContain('街道')
  await look('7-报送情况')
})

test('the month is signed', async () => {
  await page.getByRole('link', { name: '特点、下一步未填写' }).click()
  await page.getByText(`示范区${month()}基层普法工作月报，共`).waitFor()
  for (const label of ['特点', '下一步']) {
    await page.getByLabel(label, { exact: true }).fill(`${label}：继续进院坝。`)
    await page.getByRole('button', { name: `保存${label}` }).click()
    await toast(new RegExp(`“${label}”已保存`)).waitFor()
  }
  await page.getByRole('region', { name: '定稿前检查' }).getByText('均已填写').waitFor()
  await look('8-月报')
  await page.getByRole('button', { name: '定稿', exact: true }).click()
  await page.getByRole('tooltip').getByRole('button', { name: '定稿', exact: true }).click()
  await toast(/^已定稿/).waitFor()
  await page.getByRole('region', { name: '定稿后检查' }).getByText('没有改动').waitFor()
  await look('9-定稿')
})

test('a mistake is taken back', async () => {
  await lookFor(page, 'xie')
  await page.getByRole('option').filter({ hasText: '3组董静家' }).click()
  await page.locator('.value', { hasText: '主持人' }).waitFor()
  await page.getByRole('button', { name: '删除', exact: true }).click()
  // What somebody points at stays, however long they look.
  await toast(/已/).getByRole('button', { name: '撤销' }).first().hover()
  await page.getByRole('heading', { level: 1, name: '院坝会', exact: true }).waitFor()
  await look('10-删错了')
  await toast(/已/).getByRole('button', { name: '撤销' }).first().click()
  await lookFor(page, 'xie')
  await page.getByRole('option').filter({ hasText: '3组董静家' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('navigation', { name: '目录' }).getByRole('link', { name: '首页' }).click()
  await page.getByText(/^今天改动 \d+ 条$/).waitFor()
  await page.getByRole('button', { name: '撤销列表' }).click()
  await page.getByRole('heading', { level: 1, name: '撤销与回收站' }).waitFor()
  await look('11-今天的改动')
})

test('nothing was complained about', () => {
  expect(screen.complaints).toEqual([])
})
