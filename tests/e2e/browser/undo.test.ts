import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { field, goTo, newForm, pick, saveForm } from '../../support/screens/clerk'
import { expectClean } from '../../support/screens/look'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtDistrict } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('undo')
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtDistrict(2)
  page = screen.page
  const form = await newForm(page, 'team', '普法小分队')
  await field(form, '队名').fill('桂花小分队')
  await pick(page, field(form, '村（社区）'), '桂花村')
  await field(form, '队长').fill('解队长')
  await saveForm(form)
})
afterAll(() => screen?.close())

test('a mistake of today is undone from the list and done again, and what is undone lies in the bin of all kinds', async () => {
  await goTo(page, '撤销与回收站')
  const rows = page.getByRole('row')
  await rows.filter({ hasText: '桂花小分队' }).getByText('新建').waitFor()
  await expectClean(screen, join(output, '今天的改动.png'))
  await page.getByRole('button', { name: '撤销 桂花小分队 的新建' }).click()
  await page.getByRole('button', { name: '重做 桂花小分队 的新建' }).waitFor()
  await page.getByRole('tab', { name: '回收站' }).click()
  const deleted = rows.filter({ hasText: '桂花小分队' })
  await deleted.getByText('周永贵').waitFor()
  await expectClean(screen, join(output, '回收站.png'))
  await page.getByRole('tab', { name: '今天的改动' }).click()
  await page.getByRole('button', { name: '重做 桂花小分队 的新建' }).click()
  await page.getByRole('tab', { name: '回收站' }).click()
  await page.getByText('回收站是空的。').waitFor()
})

test('a value goes back to what stood there before, with a reason', async () => {
  await page.goto(`${page.url().split('#')[0]}#/k/team`)
  await page.getByRole('grid').getByText('桂花小分队').click()
  const open = page.getByRole('button', { name: /^打开/ })
  if (await open.isVisible()) await open.click()
  await page.getByRole('button', { name: '修改', exact: true }).click()
  const form = page.getByRole('form', { name: '普法小分队登记表' })
  await field(form, '队长').fill('张队长')
  await saveForm(form)
  const captain = page.locator('.value', { hasText: '队长' })
  await captain.getByText('张队长').waitFor()
  await page.getByRole('button', { name: '展开历史' }).click()
  await page.getByRole('button', { name: '恢复此值：队长 解队长' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('理由').fill('登记错了')
  await expectClean(screen, join(output, '恢复此值.png'))
  await page.keyboard.press('Enter')
  await captain.getByText('解队长').waitFor()
  await page.getByText('理由：登记错了').waitFor()
  await expectClean(screen, join(output, '修改历史.png'))
})
