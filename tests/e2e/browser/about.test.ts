import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import { foundDistrict, goTo } from '../../support/screens/clerk'
import { expectClean, setTypeSize } from '../../support/screens/look'
import { layTable, outputFolder, root, type Screen } from '../../support/screens/screen'

fileNeeds('chromium', 'chinese-font')

interface Build {
  readonly version: string
  readonly commit: string | null
}

const output = outputFolder('about')
const table = layTable()
let browser: Browser
let screen: Screen

beforeAll(async () => {
  browser = await launchBrowser()
  screen = await browserScreens(browser)(table.path('profile'), table.path('stick'))
  await foundDistrict(screen.page, '示范区司法局', '周永贵')
  await goTo(screen.page, '设置')
  await screen.page.getByRole('tab', { name: '关于' }).click()
})
afterAll(async () => {
  await screen?.close()
  await browser?.close()
  table.clear()
})

const about = () => screen.page.getByRole('region', { name: '关于院坝普法台' })
const search = () => screen.page.getByLabel('查找许可证')

test('关于 tells which program this is, what it runs on and where the data is', async () => {
  const { version, commit } = JSON.parse(
    readFileSync(join(root, 'dist/renderer/build.json'), 'utf8'),
  ) as Build
  await about().getByText(table.path('profile')).waitFor()
  const text = await about().innerText()
  expect(text).toContain(version)
  expect(text).toContain(commit ?? '未知')
  expect(text).toMatch(/构建时间\s+20\d\d-\d\d-\d\d \d\d:\d\d/)
  expect(text).toMatch(/Node \d+\.\d+/)
  expect(text).toMatch(/SQLite 3\.\d+/)
  expect(text).toMatch(/SQLite3 Multiple Ciphers \d/)
  expect(text).toMatch(/资料格式\s+\d+\s/)
})

test('what is copied for support says the same', async () => {
  await about().getByRole('button', { name: '复制' }).click()
  await screen.page.getByText('已复制').waitFor()
  await search().click()
  await screen.page.keyboard.press('Control+V')
  expect(await search().inputValue()).toContain(`资料所在文件夹：${table.path('profile')}`)
  await search().fill('')
})

test('许可证 lists every part with its text, and finds one by a word in it', async () => {
  const { page } = screen
  const list = page.getByRole('list', { name: '许可证' })
  await list.getByText('better-sqlite3-multiple-ciphers').waitFor()
  await search().fill('May you do good and not evil')
  expect(await list.getByRole('listitem').count()).toBe(1)
  await page.getByRole('button', { name: 'SQLite全文' }).click()
  await list.getByText('May you do good and not evil').waitFor()
  await search().fill('没有这样的许可证')
  await page.getByText('没有找到。').waitFor()
})

test.each([100, 150] as const)('both can be read at %i %% type', async (size) => {
  const { page } = screen
  await search().fill('antd')
  await page.getByRole('button', { name: 'antd全文' }).waitFor()
  await setTypeSize(screen, size)
  await about().scrollIntoViewIfNeeded()
  await expectClean(screen, join(output, `${size}-关于.png`))
  const open = page.getByRole('button', { name: 'antd全文' })
  if ((await open.getAttribute('aria-expanded')) === 'false') await open.click()
  await open.scrollIntoViewIfNeeded()
  await expectClean(screen, join(output, `${size}-许可证.png`))
})

test('nothing of it comes from anywhere but this machine', () => {
  const { origin } = new URL(screen.page.url())
  expect(
    screen.requests.filter((address) => !address.startsWith(origin) && !address.startsWith('data:')),
  ).toEqual([])
  expect(screen.complaints).toEqual([])
})
