import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { partsOfZip } from '../../support/paper/zip'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import { foundDistrict, goTo, passphrase } from '../../support/screens/clerk'
import { expectClean, setTypeSize } from '../../support/screens/look'
import { layTable, outputFolder, type Screen } from '../../support/screens/screen'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('rescue')
const table = layTable()
const profile = table.path('profile')
let browser: Browser
let screen: Screen
let recoveryKey: string
let backup: string

beforeAll(async () => {
  browser = await launchBrowser()
  screen = await browserScreens(browser)(profile, table.path('stick'))
  const { page } = screen
  recoveryKey = await foundDistrict(page, '示范区司法局', '周永贵')
  await goTo(page, '设置')
  await page.getByRole('tab', { name: '检查与备份' }).click()
  await page.getByRole('button', { name: '备份', exact: true }).click()
  backup = await screen.received(/\.ybk$/)
  await page.getByRole('button', { name: '锁定' }).click()
  // The database is closed by then.
  await page.getByRole('button', { name: '忘记口令' }).waitFor()
})
afterAll(async () => {
  await screen?.close()
  await browser?.close()
  table.clear()
})

/** The database's first page as a failing disk leaves it. */
function spoil(): void {
  const database = join(profile, 'profile.db')
  writeFileSync(database, readFileSync(database).fill(7, 0, 4096))
}

test('who can not sign in because the database is spoilt comes to one page with three ways on', async () => {
  const { page } = screen
  spoil()
  await page.getByLabel('口令', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { level: 1, name: '资料打不开' }).waitFor()
  for (const way of ['恢复备份', '抢救数据到 Excel', '导出诊断'])
    await page.getByRole('button', { name: way }).waitFor()
  await expectClean(screen, join(output, '资料打不开.png'))
  await setTypeSize(screen, 150)
  await expectClean(screen, join(output, '资料打不开-150.png'))
  await setTypeSize(screen, 100)
  await page.getByRole('button', { name: '导出诊断' }).click()
  expect(readFileSync(await screen.received(/^诊断-/), 'utf8')).not.toContain('周永贵')
})

test('a 管理 writes what can be read into an Excel file', async () => {
  const { page } = screen
  await page.getByRole('button', { name: '抢救数据到 Excel' }).click()
  await page.getByRole('heading', { level: 1, name: '抢救数据到 Excel' }).waitFor()
  await expectClean(screen, join(output, '抢救.png'))
  await setTypeSize(screen, 150)
  await expectClean(screen, join(output, '抢救-150.png'))
  await setTypeSize(screen, 100)
  await page.getByLabel('口令', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: '写成 Excel' }).click()
  await page
    .getByText(/^已写成 抢救数据-/)
    .first()
    .waitFor()
  const file = await screen.received(/^抢救数据-/)
  expect(partsOfZip(readFileSync(file)).join()).toContain('示范区司法局')
  await expectClean(screen, join(output, '抢救写成.png'))
  await page.getByRole('button', { name: '返回' }).click()
})

test('without the file of keys the same page is there at once, and the recovery key opens a backup in its place', async () => {
  const { page } = screen
  rmSync(join(profile, 'keys.json'))
  await page.getByRole('button', { name: '再试一次' }).click()
  await page.reload()
  await page.getByRole('button', { name: '重新建立单位资料' }).waitFor()
  await page.getByRole('button', { name: '恢复备份' }).click()
  await page.getByText('备份会代替这台电脑上现在的资料').waitFor()
  await screen.choose(backup)
  await page.getByRole('button', { name: '选择备份文件' }).click()
  await page.getByRole('radio', { name: '恢复密钥' }).check()
  await page.getByRole('textbox', { name: '恢复密钥' }).fill(recoveryKey)
  await page.getByLabel('您的姓名').fill('周永贵')
  await page.getByLabel('口令', { exact: true }).fill(passphrase)
  await page.getByLabel('再输一遍口令').fill(passphrase)
  await page.getByRole('button', { name: '查看备份内容' }).click()
  await page.getByText('现在的资料读不出来').waitFor()
  await expectClean(screen, join(output, '恢复备份.png'))
  await page.getByRole('button', { name: '恢复', exact: true }).click()
  await page.getByText('已恢复“示范区司法局”').waitFor()
  await expectClean(screen, join(output, '已恢复.png'))
  await page.getByRole('button', { name: '开始使用' }).click()
  await page.getByRole('navigation', { name: '目录' }).waitFor()
  expect(readdirSync(profile).some((name) => name.startsWith('aside-'))).toBe(true)
})

test('the settings and the sign-in page lead to the same page, with the backups of this computer and what would be lost', async () => {
  const { page } = screen
  await goTo(page, '设置')
  await page.getByRole('tab', { name: '检查与备份' }).click()
  await page.getByText('这台电脑上还没有自动备份').waitFor()
  await page.getByRole('button', { name: '现在自动备份' }).click()
  await page.getByText('这台电脑上最近一份完好的自动备份').waitFor()
  await expectClean(screen, join(output, '自动备份.png'))
  await setTypeSize(screen, 150)
  await expectClean(screen, join(output, '自动备份-150.png'))
  await setTypeSize(screen, 100)
  await page.getByRole('button', { name: '恢复备份' }).click()
  await page.getByRole('heading', { level: 1, name: '恢复备份' }).waitFor()
  await page.getByRole('button', { name: '返回' }).click()
  await page.getByRole('button', { name: '锁定' }).click()
  await page.getByRole('button', { name: '恢复备份' }).click()
  await page.getByLabel('这台电脑上的自动备份').click()
  await page.locator('.ant-select-item-option').first().click()
  await page.getByLabel('姓名').fill('周永贵')
  await page.getByLabel('口令', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: '查看备份内容' }).click()
  await page.getByText('现在的内容备份里都有，恢复后不会少。').waitFor()
  await expectClean(screen, join(output, '预览.png'))
  await setTypeSize(screen, 150)
  await expectClean(screen, join(output, '预览-150.png'))
  await setTypeSize(screen, 100)
  await page.getByRole('button', { name: '恢复', exact: true }).click()
  await page.getByText('已恢复“示范区司法局”').waitFor()
})
