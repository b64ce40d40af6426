import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { axeFindings } from '../../support/screens/axe'
import { goTo, pick } from '../../support/screens/clerk'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtExample } from '../../support/screens/seat'
import { thisMonth } from '../../support/screens/story'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('charts')
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtExample(150, thisMonth().slice(0, 4))
  page = screen.page
})
afterAll(() => screen?.close())

const section = (name: string | RegExp) => page.getByRole('region', { name, exact: true })

async function expectClean(): Promise<void> {
  expect(await axeFindings(page)).toEqual([])
}

describe('图表', () => {
  it('draws the year month by month, unit by unit, topic by topic, and says it to who cannot see', async () => {
    await goTo(page, '图表')
    const drawn = section('开展普法活动：各月').getByRole('img')
    await drawn.locator('canvas').waitFor()
    expect(await drawn.getAttribute('aria-label')).toMatch(
      /^开展普法活动：各月。\d{4}年（场次）：1月\d+，2月/,
    )
    for (const name of [
      /各单位$/,
      /宣传专题$/,
      '矛盾纠纷：受理与调解成功',
      '矛盾纠纷：调解成功率',
      '欠薪线索：接收与办结',
    ])
      await section(name).locator('canvas').waitFor()
    await page.screenshot({ path: join(output, '图表.png') })
    await expectClean()
  })

  it('is also a table, whose numbers open the records that they come from, by keyboard', async () => {
    const months = section('开展普法活动：各月')
    await months.getByRole('button', { name: '查看表格' }).press('Enter')
    const number = months.locator('tbody button').first()
    const value = Number(await number.innerText())
    await number.press('Enter')
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('row').nth(1).waitFor()
    const amounts = await drawer.locator('td.number').allInnerTexts()
    expect(amounts.reduce((sum, text) => sum + Number(text), 0)).toBe(value)
    await expectClean()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
  })

  it('shows another measure when it is chosen', async () => {
    await pick(page, page.getByLabel('指标', { exact: true }), '发放宣传资料（份）')
    await section('发放宣传资料：各月').getByRole('img').waitFor()
  })

  it('shows the units on a map, each a number that opens its records, by keyboard and as a table', async () => {
    const map = section(/：地图/)
    const circles = map.getByRole('figure').getByRole('button')
    await circles.first().waitFor()
    expect(await map.getByRole('figure').getAttribute('aria-label')).toMatch(
      /：地图（.*）。云锦街道\d+，禾丰街道\d+/,
    )
    await map.scrollIntoViewIfNeeded()
    await page.screenshot({ path: join(output, '地图.png') })
    await circles.first().press('Enter')
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('row').nth(1).waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
    await expectClean()
    await map.getByRole('button', { name: '查看表格' }).click()
    await map.getByRole('rowheader', { name: '云锦街道' }).waitFor()
    await map.getByRole('button', { name: '查看地图' }).click()
  })

  it('keeps everything inside the window with the largest type', async () => {
    await page.getByRole('button', { name: '150%' }).click()
    await section('发放宣传资料：各月').locator('canvas').waitFor()
    const [width, inner] = await page.evaluate(() => {
      const main = document.getElementById('main')
      return [main?.scrollWidth ?? 0, main?.clientWidth ?? 0]
    })
    expect(width).toBe(inner)
    await page.screenshot({ path: join(output, '图表-150.png') })
  })

  it('prints each chart with its table, for whom it is meant and with the number of the print', async () => {
    await page.getByLabel('用途').click()
    await page.locator('.ant-select-item-option', { hasText: '公示' }).click()
    await page.getByRole('button', { name: '打印', exact: true }).click()
    const sheet = page.frameLocator('iframe.print-frame').locator('body')
    // Two pages, each with its number and that of the print.
    await sheet
      .getByText(/公示 编号 \d+$/)
      .nth(1)
      .waitFor({ state: 'attached' })
    expect(await sheet.getByText(/第\d页 共2页/).allTextContents()).toEqual(['第1页 共2页', '第2页 共2页'])
    expect(await sheet.locator('.watermark').count()).toBe(0)
    expect(await sheet.locator('img').count()).toBe(6)
    // Bars by unit and by topic say their numbers themselves.
    expect(await sheet.locator('table').count()).toBe(4)
    writeFileSync(join(output, '打印.html'), await sheet.evaluate((node) => node.outerHTML))
    // A browser without a window prints nothing, so that nobody takes the frame away.
    await page.evaluate(() => document.querySelector('iframe.print-frame')?.remove())
  })
})
