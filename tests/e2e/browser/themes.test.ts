import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { axeFindings } from '../../support/screens/axe'
import { field, goTo, newForm, pick, saveForm } from '../../support/screens/clerk'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtDistrict } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('themes')
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtDistrict(2)
  page = screen.page
})
afterAll(() => screen?.close())

test('what a team has not done of the plan leads to a form with team, village and theme filled', async () => {
  const team = await newForm(page, 'team', '普法小分队')
  await field(team, '队名').fill('桂花普法队')
  await pick(page, field(team, '村（社区）'), '桂花村')
  await field(team, '队长').fill('王队长')
  await saveForm(team)
  const theme = await newForm(page, 'monthly-theme', '月度主题')
  await field(theme, '年度').fill(String(new Date().getFullYear()))
  await field(theme, '月份').fill(String(new Date().getMonth() + 1))
  await field(theme, '主题').fill('消防安全')
  await saveForm(theme)
  // Its kind has no numbers: the toast says which one.
  await page.locator('.toast-text', { hasText: '消防安全”' }).waitFor()

  await goTo(page, '主题计划')
  const missing = page.getByRole('link', { name: /桂花普法队.*缺 1 场/ })
  await missing.waitFor()
  await page.screenshot({ path: join(output, '主题计划.png'), fullPage: true })
  expect(await axeFindings(page)).toEqual([])

  await page.getByRole('link', { name: /桂花普法队.*月的院坝会/ }).click()
  const meeting = page.getByRole('form', { name: '院坝会登记表' })
  await meeting.waitFor()
  expect(await field(meeting, '议题').inputValue()).toBe('消防安全')

  await goTo(page, '主题计划')
  await missing.click()
  const form = page.getByRole('form', { name: '普法宣传活动登记表' })
  await form.waitFor()
  expect(await field(form, '活动主题').inputValue()).toBe('消防安全')
  await pick(page, field(form, '活动形式'), '讲座宣讲')
  await field(form, '地点').fill('村委会')
  await field(form, '主办单位').fill('司法所')
  await field(form, '参加人数').fill('30')
  await page.screenshot({ path: join(output, '补登.png'), fullPage: true })
  await saveForm(form)
  await goTo(page, '主题计划')
  const plan = page.getByRole('region', { name: '主题计划表格' })
  await plan.getByRole('cell', { name: '已办 1 场' }).waitFor()
})

test('the usual themes fill the other months in one click, and can be changed', async () => {
  const fill = page.getByRole('button', { name: '填入建议的主题' })
  const constitution = page.getByRole('link', { name: '修改12月主题：宪法宣传周' })
  // In December the team's own theme stands there already.
  const shown = new Date().getMonth() === 11 ? page.getByRole('link', { name: /修改5月主题/ }) : constitution
  await fill.click()
  await shown.waitFor()
  expect(await fill.count()).toBe(0)
  expect(await axeFindings(page)).toEqual([])
  await shown.click()
  const form = page.getByRole('form', { name: '月度主题登记表' })
  await form.waitFor()
  await field(form, '主题').fill('宪法进万家')
  await saveForm(form)
  await goTo(page, '主题计划')
  await page.getByRole('link', { name: /宪法进万家/ }).waitFor()
  await page.screenshot({ path: join(output, '建议的主题.png'), fullPage: true })
})

test('the plan goes to the printer for whom it is meant, with the number of its audit row', async () => {
  await goTo(page, '主题计划')
  await page.getByLabel('用途').click()
  await page.locator('.ant-select-item-option', { hasText: '上报' }).click()
  const preview = page.getByRole('region', { name: 'A4 预览' })
  await preview.getByText('上报 预览').first().waitFor()
  await preview.getByRole('heading', { name: /月度主题普法计划/ }).waitFor()
  await preview.getByRole('cell', { name: '桂花普法队' }).waitFor()
  await preview.getByRole('cell', { name: '桂花普法队' }).scrollIntoViewIfNeeded()
  await page.screenshot({ path: join(output, '预览.png') })
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: '打印', exact: true }).click()
  const sheet = page.frameLocator('iframe.print-frame').locator('section.page').first()
  await sheet.waitFor({ state: 'attached' })
  const text = ((await sheet.textContent()) ?? '').replaceAll(/\s/g, '')
  for (const words of ['桂花普法队', '宪法进万家']) expect(text).toContain(words)
  expect(text).toMatch(/上报编号\d{6}/)
  expect(text).not.toContain('注意保密')
  await page.evaluate(() => document.querySelector('iframe.print-frame')?.remove())
})

test('the list of 法律明白人 says which villages have fewer than each is to have', async () => {
  await goTo(page, '法律明白人')
  const notice = page.getByRole('alert').filter({ hasText: '每个行政村至少3名法律明白人' })
  await notice.getByText('云锦街道桂花村（0名）').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.screenshot({ path: join(output, '法律明白人.png') })
})
