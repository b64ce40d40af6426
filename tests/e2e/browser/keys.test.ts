import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import { foundDistrict, goTo } from '../../support/screens/clerk'
import { expectClean, setTypeSize } from '../../support/screens/look'
import { layTable, outputFolder, type Screen } from '../../support/screens/screen'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('keys')
const table = layTable()
const words = '换成一句新的话了'
let browser: Browser
let screen: Screen
let recoveryKey: string

beforeAll(async () => {
  browser = await launchBrowser()
  screen = await browserScreens(browser)(table.path('profile'), table.path('stick'))
  recoveryKey = await foundDistrict(screen.page, '示范区司法局', '周永贵')
})
afterAll(async () => {
  await screen?.close()
  await browser?.close()
  table.clear()
})

test('a 管理 resets the passphrase of somebody who has forgotten it', async () => {
  const { page } = screen
  await goTo(page, '设置')
  await page.getByRole('tab', { name: '用户' }).click()
  await page.getByLabel('姓名').fill('王录入')
  await page.getByLabel('初始口令', { exact: true }).fill('先用的这一句口令')
  await page.getByLabel('再输一遍初始口令').fill('先用的这一句口令')
  await page.getByRole('button', { name: '添加用户' }).click()
  await page.getByText('已添加用户 王录入').waitFor()
  await page.getByRole('button', { name: '重设口令 王录入' }).click()
  const dialog = page.getByRole('dialog', { name: '重设 王录入 的口令' })
  await dialog.getByLabel('新口令', { exact: true }).fill(words)
  await dialog.getByLabel('再输一遍新口令').fill(words)
  await expectClean(screen, join(output, '重设口令.png'))
  await dialog.getByRole('button', { name: '重设', exact: true }).click()
  await page.getByText('已重设 王录入 的口令，并换了新的数据密钥').waitFor()
})

test('who is removed is told of with the backups elsewhere that still open, until somebody has destroyed them', async () => {
  const { page } = screen
  await page.getByRole('tab', { name: '检查与备份' }).click()
  await page.getByRole('button', { name: '备份', exact: true }).click()
  await screen.received(/\.ybk$/)
  await page.getByRole('tab', { name: '用户' }).click()
  await page.getByRole('button', { name: '移除 王录入' }).click()
  const dialog = page.getByRole('dialog', { name: '移除用户 王录入？' })
  await expectClean(screen, join(output, '移除.png'))
  await dialog.getByRole('button', { name: '移除', exact: true }).click()
  const listed = page.getByRole('region', { name: '别处的备份' })
  await listed.getByText('有 1 份别处的备份仍可用被移除人的口令打开').waitFor()
  await page.getByText('已移除用户 王录入').waitFor()
  await expectClean(screen, join(output, '别处的备份.png'))
  await listed.getByRole('button', { name: /^已销毁/ }).click()
  for (const tab of ['检查与备份', '用户']) {
    await page.getByRole('tab', { name: tab }).click()
    await listed.waitFor({ state: 'detached' })
  }
})

test('who has forgotten the own one comes in with the recovery key', async () => {
  const { page } = screen
  await page.reload()
  await page.getByRole('button', { name: '锁定' }).click()
  await page.getByRole('button', { name: '忘记口令' }).click()
  await page.getByText('请先联系本机的管理').waitFor()
  await setTypeSize(screen, 150)
  await expectClean(screen, join(output, '忘记口令-150.png'))
  await setTypeSize(screen, 100)
  await page.getByRole('textbox', { name: '恢复密钥' }).fill(recoveryKey)
  await page.getByLabel('您的姓名').fill('周永贵')
  await page.getByLabel('口令', { exact: true }).fill(words)
  await page.getByLabel('再输一遍口令').fill(words)
  await expectClean(screen, join(output, '忘记口令.png'))
  await page.getByRole('button', { name: '进入', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: '设置' }).waitFor()
})
