import type { Browser, Page } from 'playwright-core'
import { palettePages } from '../../../renderer/shell/places'
import { type Example, makeExample } from '../../support/desks/example'
import { fileNeeds } from '../../support/machine/needs'
import { axProblems, axTree } from '../../support/screens/ax-tree'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import { signIn } from '../../support/screens/clerk'
import { layTable, type Screen, settled } from '../../support/screens/screen'
import { thisMonth } from '../../support/screens/story'

fileNeeds('chromium', 'chinese-font')

let browser: Browser
let example: Example
let screen: Screen
let page: Page
let session: string
let aid: string

beforeAll(async () => {
  browser = await launchBrowser()
  example = await makeExample(60, thisMonth())
  const first = async (kind: string): Promise<string> => {
    const { rows } = await example.desk
      .laptop('district')
      .json<{ rows: { id: string }[] }>('record', 'list', '--kind', kind, '--limit', '1')
    return rows[0]?.id ?? ''
  }
  session = await first('courtyard-session')
  aid = await first('legal-aid-case')
  screen = await browserScreens(browser)(example.profile, example.desk.path('stick'))
  page = screen.page
})
afterAll(async () => {
  await screen?.close()
  await browser?.close()
  example?.desk.clear()
})

async function open(address: string): Promise<void> {
  await page.goto(`${page.url().split('#')[0]}#${address}`)
  await page.waitForFunction((path) => location.hash.startsWith(`#${path}`), address)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await still()
}

/** Waits until the screen stands: a tree that is still growing says nothing. */
async function still(): Promise<void> {
  await settled(page)
  await page.waitForFunction(
    () =>
      document.querySelector('[aria-busy=true], .opening') === null &&
      !/正在(绘图|比对|统计)…/.test(document.body.innerText),
  )
}

const problems = async (of = page): Promise<readonly string[]> => axProblems(await axTree(of))

test('before anybody signs in, every control has its name', async () => {
  const table = layTable()
  const fresh = await browserScreens(browser)(table.path('profile'), table.path('stick'))
  await fresh.page.getByRole('heading', { level: 1 }).waitFor()
  expect(await problems(fresh.page)).toEqual([])
  for (const name of ['新建区级单位', '读取接入文件', '从备份恢复']) {
    await fresh.page.getByRole('button', { name, exact: true }).click()
    await fresh.page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
    expect([name, await problems(fresh.page)]).toEqual([name, []])
    expect(await fresh.page.title()).toBe(`${name} · 院坝普法台`)
    await fresh.page.getByRole('button', { name: '返回', exact: true }).click()
  }
  await fresh.close()
  table.clear()
  await page.getByLabel('口令', { exact: true }).waitFor()
  expect(await problems()).toEqual([])
  await signIn(page)
})

const pages = palettePages.filter(
  ({ path }) => !path.startsWith('/k/') || ['/k/unit', '/k/activity'].includes(path),
)

test.each(pages.map(({ label, path }) => [label, path] as const))(
  '%s is told in Chinese, with its roles and headers, under its own title',
  async (_, path) => {
    await open(path)
    expect(await problems()).toEqual([])
    const heading = await page.getByRole('heading', { level: 1 }).first().innerText()
    expect(await page.title()).toBe(`${heading} · 院坝普法台`)
  },
)

test('so are the screens of one record', async () => {
  const of = '/k/courtyard-session'
  for (const path of [
    `${of}/new`,
    `${of}/import`,
    `${of}/${session}`,
    `${of}/${session}/edit`,
    `${of}/print?ids=${session}`,
    `/k/legal-aid-case/${aid}`,
    '/k/wage-arrears-lead/new',
  ]) {
    await open(path)
    expect([path, await problems()]).toEqual([path, []])
  }
})

test('so is every part of the settings', async () => {
  await open('/settings')
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click()
    await still()
    expect([await tab.innerText(), await problems()]).toEqual([await tab.innerText(), []])
    expect(await tab.getAttribute('aria-selected')).toBe('true')
  }
})

test('a refused field says that it is wrong and why, and what is required is told', async () => {
  await open('/k/unit/new')
  const form = page.getByRole('form', { name: '单位登记表' })
  await form.getByRole('button', { name: '保存', exact: true }).click()
  await form.getByRole('alert').first().waitFor()
  const nodes = await axTree(page)
  const wrong = nodes.filter(({ states }) => states.invalid === 'true')
  expect(wrong.length).toBeGreaterThan(0)
  expect(wrong.filter(({ description }) => !/请/.test(description))).toEqual([])
  expect(nodes.filter(({ states }) => states.required === true).length).toBeGreaterThan(0)
  expect(nodes.filter(({ role, states }) => role === 'alert' && states.live === 'assertive')).not.toEqual([])
  expect(axProblems(nodes)).toEqual([])
})

test('what happens is spoken: rows that were ticked, a draft that lacks its village', async () => {
  await open('/k/unit')
  await page.getByRole('grid', { name: '单位列表' }).focus()
  await page.keyboard.press('Space')
  const ticked = page.locator('[aria-live=polite]', { hasText: '已选 1 条' })
  await ticked.waitFor()
  await open('/k/consultation/new')
  await page.keyboard.press('Control+d')
  const spoken = page.locator('[role=alert]', { hasText: '请' })
  await spoken.first().waitFor()
  expect(await spoken.count()).toBeGreaterThan(0)
})

test('what opens has a name, and gives the keyboard back to what opened it', async () => {
  await open('/k/activity')
  await page.locator('tr.marked').first().waitFor()
  const grid = page.getByRole('grid', { name: '普法宣传活动列表' })
  await grid.focus()
  await page.keyboard.press('Space')
  const openers: readonly (readonly [string, () => Promise<void>])[] = [
    ['使用说明', () => page.keyboard.press('Enter')],
    ['修改一项', () => page.keyboard.press('Enter')],
    ['搜索', () => page.keyboard.press('Enter')],
  ]
  for (const [name, press] of openers) {
    const opener = page.getByRole('button', { name: new RegExp(name) }).first()
    await opener.focus()
    await press()
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await still()
    expect([name, await problems()]).toEqual([name, []])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.activeElement !== document.body)
    expect([name, await opener.evaluate((button) => button === document.activeElement)]).toEqual([name, true])
  }
})

test('nothing was complained about', () => {
  expect(screen.complaints).toEqual([])
})
