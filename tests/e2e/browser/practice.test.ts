import { existsSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import { foundDistrict, goTo, signIn } from '../../support/screens/clerk'
import { expectClean } from '../../support/screens/look'
import { layTable, outputFolder, type Screen } from '../../support/screens/screen'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('practice')
const table = layTable()
let browser: Browser
let screen: Screen | undefined
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await screen?.close()
  await browser?.close()
  table.clear()
})

test('a separate profile to practise in opens from the first screen, the sign-in and 设置; the real one stays what it was', async () => {
  const profile = table.path('profile')
  screen = await browserScreens(browser)(profile, table.path('stick'))
  const { page } = screen
  page.setDefaultTimeout(25_000)
  const mark = page.getByRole('complementary', { name: '练习' })
  const open = page.getByRole('button', { name: '打开练习资料' })
  const home = page.url()

  // From the first screen, before there is anything.
  await open.press('Enter')
  await page.getByRole('heading', { level: 1, name: '练习资料' }).waitFor()
  await mark.getByText('练习用资料：内容都是虚构的').waitFor()
  await expectClean(screen, `${output}/开始练习.png`)
  await page.getByRole('button', { name: '开始练习' }).press('Enter')
  await page.getByRole('heading', { level: 1, name: '首页' }).waitFor()
  await goTo(page, '院坝会')
  await page
    .getByText(/共 \d+ 条/)
    .first()
    .waitFor()
  expect(await mark.count()).toBe(1)
  await goTo(page, '设置')
  await page.getByRole('tab', { name: '关于' }).press('Enter')
  await page.getByRole('heading', { name: '关于院坝普法台' }).waitFor()
  expect([await open.count(), existsSync(`${profile}-practice`)]).toEqual([0, true])
  expect(existsSync(`${profile}/profile.db`)).toBe(false)

  // The real one begins empty, without a mark, and has its own way there.
  await page.goto(home)
  await foundDistrict(page, '示范区司法局', '周永贵')
  expect(await mark.count()).toBe(0)
  await goTo(page, '院坝会')
  await page.getByText('还没有院坝会').first().waitFor()
  await goTo(page, '设置')
  await page.getByRole('tab', { name: '关于' }).press('Enter')
  await open.press('Enter')

  // There nobody has to remember a passphrase.
  await page.getByText('这是练习资料，口令是“桂花树下听一堂课”').waitFor()
  await mark.waitFor()
  await expectClean(screen, `${output}/练习登录.png`)
  await page.getByRole('button', { name: '直接进入' }).press('Enter')
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await mark.waitFor()

  await page.goto(home)
  await page.getByRole('button', { name: '锁定' }).press('Enter')
  await page.getByRole('button', { name: '登录' }).waitFor()
  await expectClean(screen, `${output}/登录.png`)
  await open.waitFor()
  await signIn(page)
  expect(await mark.count()).toBe(0)
}, 240_000)
