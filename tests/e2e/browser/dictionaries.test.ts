import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { axeFindings } from '../../support/axe'
import { browserScreens, launchBrowser } from '../../support/browser'
import { foundDistrict, pick } from '../../support/clerk'
import { layTable, outputFolder, type Screen } from '../../support/screen'

const table = layTable()
const output = outputFolder('dictionaries')
let browser: Browser
let screen: Screen
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  screen = await browserScreens(browser)(table.path('profile'), table.path('stick'))
  page = screen.page
  await foundDistrict(page, '示范区司法局', '周永贵')
})
afterAll(async () => {
  await screen?.close()
  await browser?.close()
  table.clear()
})

const field = (form: Locator, label: string): Locator => form.getByLabel(label, { exact: true })

async function openForm(kind: string, label: string): Promise<Locator> {
  await page.goto(`${page.url().split('#')[0]}#/k/${kind}/new`)
  const form = page.getByRole('form', { name: `${label}登记表` })
  await form.waitFor()
  return form
}

async function save(form: Locator): Promise<void> {
  await form.getByRole('button', { name: '保存', exact: true }).click()
}

async function addWord(dictionary: string, value: string, label: string): Promise<Locator> {
  const form = await openForm('dictionary-entry', '字典项')
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

  const form = await openForm('activity', '普法宣传活动')
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
  await pick(page, page.getByRole('combobox', { name: '活动形式' }), '广场大屏')
  await page.getByRole('row', { name: /广场大屏/ }).waitFor()
  await page.getByLabel('查找').fill('rqaq')
  await page.getByRole('row', { name: /广场大屏/ }).waitFor()
  await page.getByLabel('查找').fill('xfaq')
  await page.getByRole('row', { name: /广场大屏/ }).waitFor({ state: 'detached' })
})
