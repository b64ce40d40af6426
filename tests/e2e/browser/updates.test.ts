import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { newReleaser, writePackage } from '../../support/bundles/updates'
import { fileNeeds } from '../../support/machine/needs'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import { foundDistrict, goTo } from '../../support/screens/clerk'
import { expectClean, setTypeSize } from '../../support/screens/look'
import { layTable, outputFolder, type Screen } from '../../support/screens/screen'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('updates')
const table = layTable()
const releaser = newReleaser()
let browser: Browser
let screen: Screen

beforeAll(async () => {
  browser = await launchBrowser()
  const open = browserScreens(browser, ['--app-version', '0.1.0', '--release-key', releaser.line])
  screen = await open(table.path('profile'), table.path('stick'))
  await foundDistrict(screen.page, '示范区司法局', '周永贵')
  await goTo(screen.page, '设置')
  await screen.page.getByRole('tab', { name: '更新' }).click()
})
afterAll(async () => {
  await screen?.close()
  await browser?.close()
  table.clear()
})

const own = () => screen.page.getByRole('region', { name: '本机程序' })
const others = () => screen.page.getByRole('region', { name: '各台电脑的程序' })

async function choose(facts: Parameters<typeof writePackage>[2], by = releaser): Promise<void> {
  const { path } = await writePackage(table.path('stick'), by, facts)
  await screen.choose(path)
  await own().getByRole('button', { name: '选择更新包' }).click()
}

test('a package of somebody else is refused with a sentence, and nothing of it is shown', async () => {
  const { page } = screen
  await choose({}, newReleaser())
  const dialog = page.getByRole('dialog')
  await dialog.getByText('更新包不是由本程序的发布方签名的').waitFor()
  await dialog.getByText('请不要安装，报告管理员').waitFor()
  await dialog.getByRole('button', { name: '知道了' }).click()
  await dialog.waitFor({ state: 'hidden' })
  expect(await own().getByText('更新内容').count()).toBe(0)
})

test('one for another system says so, and can only be kept for others', async () => {
  await choose({ platform: 'win32', arch: 'arm64', version: '9.1.0' })
  await own().getByText('更新包是给 Windows arm64 的').waitFor()
  expect(await own().getByRole('button', { name: '备份并安装' }).count()).toBe(0)
  await own().getByRole('button', { name: '存放，导出时带给各台电脑' }).click()
  await others().getByText('9.1.0 版，Windows arm64').waitFor()
})

test('one that fits is told with its notes, backed up before, and its installer handed over', async () => {
  await choose({})
  await own().getByText('9.0.0 版，给').waitFor()
  await own().getByText('催报单可以按街道分开打印').waitFor()
  await expectClean(screen, join(output, '更新包.png'))
  await own().getByRole('button', { name: '备份并安装' }).click()
  await own().getByText('已经取出').waitFor()
  const command = await own().locator('code').innerText()
  const [path = ''] = /\/[^']+/.exec(command) ?? []
  expect(existsSync(path)).toBe(true)
  expect(readdirSync(table.path('profile', 'backups')).filter((name) => name.endsWith('.ybk'))).toHaveLength(
    1,
  )
  await setTypeSize(screen, 150)
  await own().locator('code').scrollIntoViewIfNeeded()
  await expectClean(screen, join(output, '150-更新包.png'))
})

test('what is kept can be given up', async () => {
  await others().getByRole('button', { name: '删除 9.1.0 版 Windows arm64' }).click()
  await others().getByText('没有存放更新包').waitFor()
  expect(screen.complaints).toEqual([])
})
