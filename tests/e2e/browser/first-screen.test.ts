import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { FIRST_SCREEN_LIMIT, firstScreenFiles } from '../../../electron/bench/first-screen'
import { fileNeeds } from '../../support/machine/needs'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import { foundDistrict, goTo } from '../../support/screens/clerk'
import { expectClean, setTypeSize } from '../../support/screens/look'
import { layTable, outputFolder, root, type Screen } from '../../support/screens/screen'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('first-screen')
const table = layTable()
let browser: Browser
let screen: Screen

beforeAll(async () => {
  browser = await launchBrowser()
  screen = await browserScreens(browser)(table.path('profile'), table.path('stick'))
})
afterAll(async () => {
  await screen?.close()
  await browser?.close()
  table.clear()
})

/** Files of the page that were asked for so far. */
function loaded(): readonly string[] {
  const files = screen.requests
    .map((address) => new URL(address).pathname)
    .filter((path) => /\.(js|css)$/.test(path))
  return [...new Set(files)].map((path) => path.slice(1))
}

test('until the home screen stands the browser asks for no more than the first screen holds', async () => {
  await foundDistrict(screen.page, '示范区司法局', '周永贵')
  const sizes = firstScreenFiles(join(root, 'dist/renderer'))
  // The step between draws the recovery key as a picture, which is no part of what stands first or of home.
  const beyond = loaded().filter((file) => !sizes.has(file) && !file.startsWith('assets/recovery-picture-'))
  expect(beyond).toEqual([])
  const bytes = loaded().reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0)
  expect(bytes).toBeGreaterThan(100_000)
  expect(bytes).toBeLessThanOrEqual(FIRST_SCREEN_LIMIT)
})

test.each([100, 150] as const)(
  'a page whose file can not be read says so at %i %% type, and another try opens it',
  async (size) => {
    const { page } = screen
    await goTo(page, '首页')
    await setTypeSize(screen, size)
    const [name, file] = size === 100 ? ['核对', 'conflicts-screen'] : ['设置', 'settings-screen']
    const chunk = `**/assets/${file}-*.js`
    await page.route(chunk, (route) => route.abort())
    await page.getByRole('link', { name, exact: true }).click()
    await page.getByText('这一部分未能打开').waitFor()
    await page.getByText('已录入的内容都还在').waitFor()
    await expectClean(screen, join(output, `${size}-没有打开.png`))
    await page.unroute(chunk)
    await page.getByRole('button', { name: '重试' }).click()
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
    expect(await page.getByText('这一部分未能打开').count()).toBe(0)
  },
)

test('styles and scripts that come later are let through by the page’s policy', () => {
  expect(screen.complaints.filter((text) => /Content Security Policy/.test(text))).toEqual([])
})
