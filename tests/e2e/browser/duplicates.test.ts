import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { axeFindings } from '../../support/screens/axe'
import { field, goTo, newForm, pick, saveForm } from '../../support/screens/clerk'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtDistrict } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('duplicates')
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtDistrict(2)
  page = screen.page
})
afterAll(() => screen?.close())

async function fillLead(people: string, employer = '某建筑劳务公司'): Promise<Locator> {
  const form = await newForm(page, 'wage-arrears-lead', '欠薪线索')
  await pick(page, field(form, '所属单位'), '桂花村')
  await pick(page, field(form, '线索来源'), '来访')
  await field(form, '用人单位').fill(employer)
  await field(form, '涉及人数').fill(people)
  await field(form, '涉及金额').fill('3190')
  return form
}

/** Nothing on the screen that a screen reader or a weak eye stumbles over. */
async function expectClean(name: string): Promise<void> {
  await page.screenshot({ path: join(output, `${name}.png`), fullPage: true })
  expect(await axeFindings(page)).toEqual([])
}

test('a lead typed twice is warned of, merged, and taken apart again', async () => {
  await saveForm(await fillLead('2'))
  const form = await fillLead('3')
  await form.getByRole('button', { name: '查看比对' }).click()
  const panel = form.getByRole('region', { name: '可能重复的记录', exact: true })
  await panel.getByText('用人单位读音相同').waitFor()
  expect(
    await panel.getByText('用人单位读音相同').evaluate((element) => element.getBoundingClientRect().bottom),
  ).toBeLessThan(page.viewportSize()?.height ?? 0)
  await expectClean('可能重复')
  await panel.getByRole('button', { name: /^保存并合并/ }).click()

  await page.getByRole('heading', { level: 1, name: '合并欠薪线索' }).waitFor()
  await page.getByRole('radio', { name: /^涉及人数用并入的：3人/ }).check()
  await expectClean('合并')
  await page.getByRole('button', { name: '合并', exact: true }).click()
  await page.getByText('已并入一条重复登记的').waitFor()
  await page.locator('.value', { hasText: '涉及人数' }).getByText('3人').waitFor()
  await expectClean('合并以后')

  await page.getByRole('button', { name: '取消合并' }).click()
  await page.getByText('已取消合并，两条记录都恢复').waitFor()

  const record = page.url()
  await goTo(page, '核对')
  await page.getByRole('navigation', { name: '核对' }).getByRole('link', { name: '重复' }).click()
  const pair = page.getByRole('region', { name: /^欠薪线索 / })
  await pair.getByText('用人单位读音相同').waitFor()
  expect(await pair.getByRole('button', { name: /^逐项选择后合并/ }).count()).toBe(1)
  await expectClean('核对-重复')
  await page.goto(record)
  await page.getByRole('button', { name: '查看比对' }).click()
  await page.getByRole('button', { name: /^不是重复/ }).click()
  await page.getByText(/^已记住：.+ 不是重复/).waitFor()
  await page.getByText('可能已经登记过').waitFor({ state: 'detached' })
})

test('what is said to be no duplicate in a new form is remembered when it is saved', async () => {
  const form = await fillLead('5')
  await form.getByText('找到 2 条相近的记录').waitFor()
  await form.getByRole('button', { name: '查看比对' }).click()
  await form
    .getByRole('button', { name: /^不是重复/ })
    .first()
    .click()
  await form.getByText('找到 1 条相近的记录').waitFor()
  await form.getByRole('button', { name: /^不是重复/ }).click()
  await saveForm(form)
  await page.getByRole('heading', { level: 1, name: /某建筑劳务公司/ }).waitFor()
  const address = page.url()
  await page.goto(`${address.split('#')[0]}#/k/wage-arrears-lead`)
  await page.getByRole('heading', { level: 1, name: '欠薪线索' }).waitFor()
  await page.goto(address)
  await page.getByRole('heading', { level: 1, name: /某建筑劳务公司/ }).waitFor()
  await expectClean('不是重复')
  expect(await page.getByText('可能已经登记过').count()).toBe(0)
})

test('in 核对 keys settle the pair that is marked and go on to the next, and what is settled is not asked again', async () => {
  for (const people of ['7', '8', '9']) await saveForm(await fillLead(people, '大地园林公司'))
  await goTo(page, '核对')
  await page.getByRole('navigation', { name: '核对' }).getByRole('link', { name: '重复' }).click()
  await page.getByRole('article').nth(1).waitFor()
  const marked = page.locator('article[aria-current=true]')
  await marked
    .getByRole('button', { name: /^同一事项 / })
    .nth(1)
    .waitFor()
  await expectClean('核对-队列')
  await page.keyboard.press('ArrowDown')
  await page.getByRole('article').nth(1).and(marked).waitFor()
  await page.keyboard.press('ArrowUp')
  await page.getByRole('article').first().and(marked).waitFor()
  await page.keyboard.press('2')
  await page.getByText(/^已记住：.+ 不是重复/).waitFor()
  await marked
    .getByRole('button', { name: /^同一事项 / })
    .nth(1)
    .waitFor({ state: 'detached' })
  await page.keyboard.press('1')
  await page.locator('.toast').filter({ hasText: '已合并到' }).first().waitFor()
  await page.getByRole('article').nth(1).waitFor({ state: 'detached' })
  await page.keyboard.press('3')
  await page.getByRole('heading', { level: 1, name: '合并欠薪线索' }).waitFor()
  await page.getByRole('button', { name: '合并', exact: true }).click()
  await page.getByText('已并入').first().waitFor()
  await goTo(page, '核对')
  await page.getByRole('navigation', { name: '核对' }).getByRole('link', { name: '重复' }).click()
  await page.getByText('没有可能重复的记录。').waitFor()
})
