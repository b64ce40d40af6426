import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { field, newForm, pick, saveForm } from '../../support/screens/clerk'
import { expectClean } from '../../support/screens/look'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtDistrict } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('erasure')
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

test('who manages the district sees what goes and what is left, gives a reason, and then the page says only that it was erased', async () => {
  await page.goto(`${page.url().split('#')[0]}#/k/team`)
  await page.getByRole('grid').getByText('桂花小分队').click()
  const open = page.getByRole('button', { name: /^打开/ })
  if (await open.isVisible()) await open.click()
  await page.getByRole('button', { name: '彻底清除…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('1 次修改的全部内容').waitFor()
  const erase = dialog.getByRole('button', { name: '清除，不能恢复' })
  expect(await erase.isDisabled()).toBe(true)
  await dialog.getByLabel('清除的理由').fill('当事人要求删除')
  await expectClean(screen, join(output, '清除前.png'))
  const address = page.url()
  await erase.click()
  await dialog.waitFor({ state: 'hidden' })
  await page.goto(address)
  await page.getByText('这条记录已被清除').waitFor()
  await page.getByText('当事人要求删除').waitFor()
  expect(await page.getByText('解队长').count()).toBe(0)
  await expectClean(screen, join(output, '清除后.png'))
})
