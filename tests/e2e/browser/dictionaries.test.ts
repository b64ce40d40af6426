import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { axeFindings } from '../../support/screens/axe'
import { field, newForm, pick } from '../../support/screens/clerk'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtDistrict } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('dictionaries')
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtDistrict()
  page = screen.page
})
afterAll(() => screen?.close())

async function save(form: Locator): Promise<void> {
  await form.getByRole('button', { name: '保存', exact: true }).click()
}

async function addWord(dictionary: string, value: string, label: string): Promise<Locator> {
  const form = await newForm(page, 'dictionary-entry', '字典项')
  await pick(page, field(form, '所属字典'), dictionary)
  await field(form, '代码').fill(value)
  await field(form, '名称').fill(label)
  await save(form)
  return form
}

/** Nothing on the screen that a screen reader or a weak eye stumbles over. */
async function expectClean(name: string): Promise<void> {
  await page.screenshot({ path: join(output, `${name}.png`), fullPage: true })
  expect(await axeFindings(page)).toEqual([])
}

test('a word that the district adds can be chosen, filtered by and found in the same window', async () => {
  await (await addWord('活动形式', 'bigScreen', '广场大屏')).waitFor({ state: 'detached' })
  await (await addWord('宣传专题', 'gas', '燃气安全')).waitFor({ state: 'detached' })
  const taken = await addWord('宣传专题', 'gas', '用气安全')
  await taken.getByText('已有另一条字典项填了相同的代码').waitFor()
  await expectClean('代码重复')

  const form = await newForm(page, 'activity', '普法宣传活动')
  await pick(page, field(form, '所属单位'), '示范区司法局')
  await field(form, '活动主题').fill('冬季安全')
  await pick(page, field(form, '活动形式'), '广场大屏')
  await field(form, '地点').fill('市民广场')
  await field(form, '主办单位').fill('示范区司法局')
  await field(form, '参加人数').fill('80')
  await pick(page, field(form, '宣传专题'), '燃气安全')
  await page.keyboard.press('Escape')
  await expectClean('登记')
  await save(form)
  await page.getByRole('heading', { level: 1, name: /冬季安全/ }).waitFor()
  await page.locator('.value', { hasText: '宣传专题' }).getByText('燃气安全').waitFor()

  await page.goto(`${page.url().split('#')[0]}#/k/activity`)
  await page.getByRole('button', { name: '筛选', exact: true }).click()
  await pick(page, page.getByRole('combobox', { name: '活动形式' }), '广场大屏')
  await page.getByRole('row', { name: /广场大屏/ }).waitFor()
  await page.getByLabel('查找').fill('rqaq')
  await page.getByRole('row', { name: /广场大屏/ }).waitFor()
  await page.getByLabel('查找').fill('xfaq')
  await page.getByRole('row', { name: /广场大屏/ }).waitFor({ state: 'detached' })
})
