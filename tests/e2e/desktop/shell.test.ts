import { join } from 'node:path'
import type { Page } from 'playwright-core'
import {
  addStreet,
  logAll,
  month,
  type Story,
  type Street,
  startDistrict,
} from '../../support/desks/cli-story'
import { fileNeeds } from '../../support/machine/needs'
import { sessionOf } from '../../support/records/month'
import { goTo, passphrase } from '../../support/screens/clerk'
import { type DesktopScreen, openDesktop } from '../../support/screens/desktop'
import { outputFolder } from '../../support/screens/screen'

fileNeeds('window')

// What the window has of a desktop program: its menu, its place, the sticks that come and go.
const output = outputFolder('shell')
let story: Story
let street: Street
let screen: DesktopScreen

beforeAll(async () => {
  story = await startDistrict()
  street = await addStreet(story, '云锦街道', '001', 'A')
  await logAll(story.desk, street, [sessionOf(street.villages[0] ?? '', month, 1)])
  screen = await open()
})
afterAll(async () => {
  await screen.close()
  story.desk.clear()
})

async function open(): Promise<DesktopScreen> {
  const opened = await openDesktop(street.laptop.profile, story.stick)
  await opened.page.getByLabel('口令', { exact: true }).fill(passphrase)
  await opened.page.getByRole('button', { name: '登录' }).click()
  await opened.page.getByRole('navigation', { name: '目录' }).waitFor()
  return opened
}

/** Chooses an entry of the window's menu. */
const choose = (label: string): Promise<void> =>
  screen.app.evaluate(({ Menu }, wanted) => {
    const entries = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
    const entry = entries.find((one) => one.label === wanted)
    if (!entry) throw new Error(`no entry ${wanted}`)
    entry.click()
  }, label)

const pathOf = (page: Page): Promise<string> => page.evaluate(() => location.hash)

test('the menu is Chinese, and each of its entries does what it says', async () => {
  const { app, page } = screen
  const labels = await app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap(({ label, submenu }) => [
      label,
      ...(submenu?.items ?? []).filter(({ type }) => type !== 'separator').map((item) => item.label),
    ]),
  )
  expect(labels.filter((label) => !/[\u4e00-\u9fff]/.test(label))).toEqual([])
  await choose('U盘交换')
  await page.getByRole('heading', { level: 1, name: 'U盘交换' }).waitFor()
  await choose('使用说明')
  await page.getByRole('dialog', { name: '使用说明' }).waitFor()
  await page.keyboard.press('Escape')
  await choose('新建记录')
  await page.locator('.record-form').waitFor()
  await choose('首页')
  await page.locator('.record-form').waitFor({ state: 'detached' })
  expect(await pathOf(page)).toBe('#/')
})

test('a stick that is put in is told with the way to where it is used, and is one button there', async () => {
  const { app, page } = screen
  await app.evaluate(({ BrowserWindow, ipcMain }) => {
    ipcMain.removeHandler('sticks.list')
    ipcMain.handle('sticks.list', async () => [{ id: 'one', label: '普法一号' }])
    BrowserWindow.getAllWindows()[0]?.webContents.send('sticks', { came: ['普法一号'], gone: [] })
  })
  await page.getByText('U盘“普法一号”已插入').waitFor()
  await page.getByRole('button', { name: '去U盘交换' }).click()
  const button = page.getByRole('button', { name: '导出到U盘“普法一号”' })
  await button.waitFor()
  await page.screenshot({ path: join(output, 'U盘已插入.png') })
  // None of that id is in.
  await button.click()
  await page.getByText('U盘“普法一号”已拔出，请插好后再导出。').waitFor()
})

test('the window opens where it stood', async () => {
  const place = await screen.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setBounds({ x: 40, y: 30, width: 1100, height: 700 })
    return window?.getBounds()
  })
  expect(place).toMatchObject({ width: 1100, height: 700 })
  await screen.close()
  screen = await open()
  const again = await screen.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBounds(),
  )
  expect(again).toEqual(place)
  await goTo(screen.page, '首页')
})
