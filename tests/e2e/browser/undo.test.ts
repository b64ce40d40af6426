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
