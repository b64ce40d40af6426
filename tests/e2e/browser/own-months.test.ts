import { join } from 'node:path'
import { ownPeriods } from '../../../shared/readiness/own-periods'
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

/** What has begun last of a length, by the shape of its name; `back`: so many before it. */
function newest(shape: RegExp, back = 0): { readonly name: string; readonly label: string } {
  const now = new Date()
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0'))
  const rule = { from: '2020-01-01', firstDay: 26, dueDays: 3, units: null }
  const own = ownPeriods([rule], null, `${now.getFullYear()}-${month}-${day}`, 1)
  const found = own.filter(({ name }) => shape.test(name))[back]
  if (!found) throw new Error(`${shape} has not begun`)
  return found
}

/** Opens a list of periods and chooses one by what it is called there. */
async function choose(list: string, { label }: { readonly label: string }): Promise<void> {
  // Typing finds it in a list that is longer than the window.
  await screen.page.getByRole('combobox', { name: list }).fill(label)
  await screen.page.locator('.ant-select-item-option', { hasText: label }).first().click()
}

/** That the paper has the days of a period; spaces and lines may part a title. */
async function expectDays(period: { readonly name: string; readonly label: string }): Promise<void> {
  const days = /（(?:上年)?(.*)至/.exec(period.label)?.[1] ?? ''
  await screen.page.getByRole('region', { name: 'A4 预览' }).getByText(days).first().waitFor()
  expect(decodeURIComponent(screen.page.url())).toContain(period.name)
}

test('a table is made for a month that the district reports by, chosen from the list', async () => {
  await goTo(screen.page, '统计表')
  // It opens on the month that runs; another one is chosen.
  const month = newest(/^\d{4}-\d\d@/, 1)
  await choose('时间', month)
  await expectDays(month)
  await screen.page.screenshot({ path: join(output, '统计表.png') })
  expect(await axeFindings(screen.page)).toEqual([])
})

test('a monthly report is of the district’s own month, and another of them is chosen from the list with its checks', async () => {
  await goTo(screen.page, '月报')
  await screen.page.getByText(`${newest(/^\d{4}-\d\d@/).label}基层普法工作月报，共`).waitFor()
  const month = newest(/^\d{4}-\d\d@/, 1)
  await choose('月份', month)
  await expectDays(month)
  await screen.page.getByRole('heading', { name: '定稿前检查' }).waitFor()
  await screen.page.screenshot({ path: join(output, '月报.png') })
  expect(await axeFindings(screen.page)).toEqual([])
})

test('a quarter in the list is the district’s own three months', async () => {
  const quarter = newest(/^\d{4}-Q\d@/)
  const { page } = screen
  await goTo(page, '月报')
  await page.getByText('季报', { exact: true }).click()
  await page.getByText('按报送月统计').first().waitFor()
  await page.locator('.ant-select', { hasText: quarter.label }).first().waitFor()
  await page.screenshot({ path: join(output, '季报.png') })
})

test('a ledger opens on the month that the district reports by, and all times stay a choice', async () => {
  const { page } = screen
  await goTo(page, '打印台账')
  await page
    .locator('.ant-select', { hasText: newest(/^\d{4}-\d\d@/).label })
    .first()
    .waitFor()
  await page.screenshot({ path: join(output, '台账.png') })
  expect(page.url()).not.toContain('period=')
})
