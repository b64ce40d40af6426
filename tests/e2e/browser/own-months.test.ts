import { join } from 'node:path'
import { ownMonths } from '../../../shared/readiness/rules'
import { fileNeeds } from '../../support/machine/needs'
import { axeFindings } from '../../support/screens/axe'
import { field, goTo, newForm, saveForm } from '../../support/screens/clerk'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtDistrict } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('own-months')
let screen: Seat
beforeAll(async () => {
  screen = await seatAtDistrict(2)
  const form = await newForm(screen.page, 'reporting-rule', '报送规则')
  await field(form, '启用日期').fill('2020-01-01')
  await field(form, '报送月从上月几日起').fill('26')
  await field(form, '截止').fill('3')
  await saveForm(form)
})
afterAll(() => screen?.close())

/** The month that has begun last, as the list calls it. */
function months(): readonly { readonly name: string; readonly label: string }[] {
  const now = new Date()
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0'))
  const rule = { from: '2020-01-01', firstDay: 26, dueDays: 3, units: null }
  return ownMonths([rule], null, `${now.getFullYear()}-${month}-${day}`, 1)
}

test('a table is made for a month that the district reports by, chosen from the list', async () => {
  const { page } = screen
  const [current] = months()
  await goTo(page, '统计表')
  await page.getByRole('combobox', { name: '时间' }).click()
  await page.locator('.ant-select-item-option', { hasText: current?.label ?? '' }).click()
  const paper = page.getByRole('region', { name: 'A4 预览' })
  // Spaces and lines may part the title.
  const days = /（(.*)至/.exec(current?.label ?? '')?.[1] ?? ''
  await paper.getByText(days).first().waitFor()
  expect(decodeURIComponent(page.url())).toContain(current?.name)
  await page.screenshot({ path: join(output, '统计表.png') })
  expect(await axeFindings(page)).toEqual([])
})
