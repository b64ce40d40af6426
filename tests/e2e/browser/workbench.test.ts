import type { Browser } from 'playwright-core'
import { type Example, makeExample } from '../../support/desks/example'
import { fileNeeds } from '../../support/machine/needs'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import { goTo, signIn } from '../../support/screens/clerk'
import type { Screen } from '../../support/screens/screen'
import { thisMonth } from '../../support/screens/story'

fileNeeds('chromium', 'chinese-font')

let browser: Browser
let example: Example
let screen: Screen

beforeAll(async () => {
  browser = await launchBrowser()
  example = await makeExample(300, thisMonth().slice(0, 4))
  screen = await browserScreens(browser)(example.profile, example.desk.path('stick'))
  await signIn(screen.page)
})
afterAll(async () => {
  await screen?.close()
  await browser?.close()
  example?.desk.clear()
})

const query = (): URLSearchParams => new URLSearchParams(new URL(screen.page.url()).hash.split('?')[1] ?? '')

test('返回 comes back to the same filter, order and row of a list', async () => {
  const { page } = screen
  await goTo(page, '院坝会')
  await page.getByRole('button', { name: /^待审核/ }).click()
  const grid = page.getByRole('grid', { name: '院坝会列表' })
  await page.getByRole('button', { name: '日期' }).click()
  await page.waitForFunction(() => location.hash.includes('sort=date'))
  await grid.locator('tr.marked').waitFor()
  await grid.focus()
  for (let row = 0; row < 3; row++) await page.keyboard.press('ArrowDown')
  const marked = await grid.locator('tr.marked').innerText()
  await page.keyboard.press('Enter')
  await grid.waitFor({ state: 'detached' })
  await page.getByRole('banner').getByRole('button', { name: '返回' }).click()
  await grid.locator('tr.marked').waitFor()
  expect(await grid.locator('tr.marked').innerText()).toBe(marked)
  expect(Object.fromEntries(query())).toEqual({ status: 'submitted', sort: 'date', at: '3' })
})

test('a column that sorts says which way, and the other way at the next press', async () => {
  const { page } = screen
  const heading = page.getByRole('columnheader', { name: '日期' })
  expect(await heading.getAttribute('aria-sort')).toBe('ascending')
  await heading.getByRole('button').click()
  await page.waitForFunction(() => document.querySelector('[aria-sort=descending]') !== null)
})

test('the pile of the review is gone through by keys: what is approved leaves it, the next one takes its place', async () => {
  const { page } = screen
  await goTo(page, '待审核')
  const list = page.getByRole('listbox', { name: '等待的记录' })
  const lines = list.getByRole('option')
  await list.focus()
  await page.keyboard.press('j')
  const [, second = '', third = ''] = await lines.allInnerTexts()
  expect(await list.getByRole('option', { selected: true }).innerText()).toBe(second)
  await page.keyboard.press('a')
  await page.waitForFunction(
    (text) => document.querySelector<HTMLElement>('.review-line.marked')?.innerText === text,
    third,
  )
  await page.keyboard.press('r')
  await page.getByLabel('理由').fill('人数不对')
  await page.keyboard.press('Enter')
  await page.waitForFunction(
    (text) => document.querySelector<HTMLElement>('.review-line.marked')?.innerText !== text,
    third,
  )
  await page.getByRole('button', { name: '被退回', exact: true }).click()
  await lines
    .filter({ hasText: third.split('\n')[1] ?? third })
    .first()
    .waitFor()
})

test('the colours that a person chose stand against the system’s', async () => {
  const { page } = screen
  const scheme = () => page.evaluate(() => document.documentElement.dataset.scheme)
  await goTo(page, '设置')
  await page.getByRole('tab', { name: '外观' }).click()
  await page.getByRole('radio', { name: '深色' }).check()
  expect(await scheme()).toBe('dark')
  await page.emulateMedia({ forcedColors: 'active' })
  await page.waitForFunction(() => document.documentElement.dataset.scheme === 'forced')
  await page.emulateMedia({ forcedColors: 'none' })
  await page.waitForFunction(() => document.documentElement.dataset.scheme === 'dark')
})

test('no picture is read out: a button is called by its words', async () => {
  const { page } = screen
  await goTo(page, '院坝会')
  await page.getByRole('button', { name: '新建院坝会', exact: true }).waitFor()
  await page.getByRole('banner').getByRole('button', { name: '返回', exact: true }).waitFor()
})

test('nothing was complained about', () => {
  expect(screen.complaints).toEqual([])
})
