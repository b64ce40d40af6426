import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { textInZip } from '../../support/paper/zip'
import { axeFindings } from '../../support/screens/axe'
import { goTo, pick, saveAs } from '../../support/screens/clerk'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtExample } from '../../support/screens/seat'
import { thisMonth } from '../../support/screens/story'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('ledgers')
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtExample(150, thisMonth().slice(0, 4))
  page = screen.page
})
afterAll(() => screen?.close())

const preview = () => page.getByRole('region', { name: 'A4 预览' })
const title = () => preview().getByRole('heading', { level: 1 }).first()

async function choose(name: string): Promise<void> {
  await pick(page, page.getByLabel('台账', { exact: true }), name)
}

describe('台账', () => {
  it('shows the pages of a kind, for the time, unit and purpose that are chosen', async () => {
    await goTo(page, '打印台账')
    await choose('欠薪线索台账')
    await title().filter({ hasText: '欠薪线索台账' }).waitFor()
    await pick(page, page.getByLabel('时间', { exact: true }), `${thisMonth().slice(0, 4)}年`)
    await title()
      .filter({ hasText: `台账（${thisMonth().slice(0, 4)}年）` })
      .waitFor()
    await page.screenshot({ path: join(output, '台账.png') })
    expect(await axeFindings(page)).toEqual([])
    await page.getByLabel('用途', { exact: true }).click()
    await page.locator('.ant-select-item-option').filter({ hasText: '公示' }).click()
    await page.getByText('公示前请再核对一遍').waitFor()
    await preview().getByText('公示 预览').first().waitFor()
  })

  it('remembers the columns that are chosen, in their order', async () => {
    await page.getByRole('button', { name: '选择列' }).click()
    const drawer = page.getByRole('dialog', { name: '选择列' })
    await drawer.getByRole('checkbox', { name: '所属行业' }).check()
    await drawer.getByRole('list', { name: '已选' }).getByText('所属行业').waitFor()
    await drawer.getByRole('button', { name: '所属行业前移' }).click()
    await page.screenshot({ path: join(output, '选择列.png') })
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
    await preview().getByRole('columnheader', { name: '所属行业' }).first().waitFor()
    await page.reload()
    await preview().getByRole('columnheader', { name: '所属行业' }).first().waitFor()
  })

  it('writes Excel with the rows that are shown', async () => {
    await saveAs(page, 'Excel')
    await page.getByText(/已保存 .*欠薪线索台账.*xlsx/).waitFor()
    const xml = textInZip(readFileSync(await screen.received(/\.xlsx$/)), 'xl/worksheets/sheet1.xml')
    expect(xml.includes('所属行业')).toBe(true)
    expect(/公示 编号 \d{6}/.test(xml)).toBe(true)
  })

  it('says of the list of subsidies whom it names whole, and of others nobody', async () => {
    await page.getByText('姓名已遮盖、').waitFor()
    await choose('法律援助案件补贴发放公示表')
    await page.getByText('姓名已遮盖（承办人除外，属公示内容）').waitFor()
    await page.screenshot({ path: join(output, '补贴公示.png') })
    expect(await axeFindings(page)).toEqual([])
  })

  it('takes over the filter of a list', async () => {
    await goTo(page, '法律援助案件')
    await page.getByRole('button', { name: '筛选', exact: true }).click()
    await pick(page, page.getByLabel('案件类型', { exact: true }), '民事')
    await page.getByRole('button', { name: '打印台账' }).click()
    await title().filter({ hasText: '法律援助案件台账' }).waitFor()
    await preview().getByText('只含：案件类型为民事').first().waitFor()
    await page.getByRole('button', { name: '清除筛选' }).click()
    await preview().getByText('只含：').first().waitFor({ state: 'detached' })
  })

  it('has the 统计表 beside it: chosen measures, and numbers that open their rows', async () => {
    await goTo(page, '统计表')
    await pick(page, page.getByLabel('时间', { exact: true }), `${thisMonth().slice(0, 4)}年`)
    await title()
      .filter({ hasText: `普法工作统计表（${thisMonth().slice(0, 4)}年）` })
      .waitFor()
    await page.getByRole('button', { name: '选择统计项' }).click()
    const drawer = page.getByRole('dialog', { name: '选择统计项' })
    await drawer.getByRole('checkbox', { name: '发送普法短信（条）' }).check()
    await drawer.getByRole('list', { name: '已选' }).getByText('发送普法短信').waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
    await preview()
      .getByRole('columnheader', { name: /发送.*短信/ })
      .first()
      .waitFor()
    await page.screenshot({ path: join(output, '统计表.png') })
    expect(await axeFindings(page)).toEqual([])
    await preview().locator('button.fig').first().click()
    await page.getByText('由以下记录相加得出').waitFor()
    await page.keyboard.press('Escape')
  })

  it('signs a 统计表 off; other measures are for one of today', async () => {
    await page.getByRole('button', { name: '定稿', exact: true }).click()
    await page.getByRole('tooltip').getByRole('button', { name: '定稿', exact: true }).click()
    await page.getByText(/定稿（经手人：.+）的报表，以后改动记录不影响它/).waitFor()
    for (const size of [150, 100]) {
      await page.getByRole('button', { name: `字号 ${size}%` }).click()
      await page.screenshot({ path: join(output, `统计表定稿-${size}.png`) })
      expect(await axeFindings(page)).toEqual([])
    }
    await page.getByRole('button', { name: '与已上报差异' }).click()
    await page.getByText('没有差异：现在的数字与定稿时一样。').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '选择统计项' }).click()
    const drawer = page.getByRole('dialog', { name: '选择统计项' })
    await drawer.getByRole('checkbox', { name: '发送普法短信（条）' }).uncheck()
    await page.getByText('这是按现在的记录计算的').waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: '查看定稿' }).click()
    await preview()
      .getByRole('columnheader', { name: /发送.*短信/ })
      .first()
      .waitFor()
    await goTo(page, '打印台账')
  })

  it.each([100, 150])('is readable at %i %% type, nothing cut off', async (size) => {
    await page.getByRole('button', { name: `字号 ${size}%` }).click()
    await page.screenshot({ path: join(output, `台账-${size}.png`) })
    expect(await axeFindings(page)).toEqual([])
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    )
    expect(wide).toBe(false)
  })

  it('asked nothing of any other machine', () => {
    expect(screen.complaints).toEqual([])
  })
})
