import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { axeFindings } from '../../support/screens/axe'
import { goTo } from '../../support/screens/clerk'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtExample } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('reports')
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtExample(600, '2023')
  page = screen.page
})
afterAll(() => screen?.close())

const at = (hash: string): Promise<unknown> => page.goto(`${page.url().split('#')[0]}#${hash}`)
const preview = () => page.getByRole('region', { name: 'A4 预览' })

async function look(name: string): Promise<void> {
  await page.screenshot({ path: join(output, `${name}.png`), fullPage: true })
  expect(await axeFindings(page)).toEqual([])
}

test.each([
  ['季报', '2023-Q4', '示范区2023年第四季度基层普法工作季报'],
  ['半年报', '2023-H1', '示范区2023年上半年基层普法工作半年报'],
  ['年报', '2023', '示范区2023年基层普法与法律服务工作报告'],
  ['月报', '2023-11', '示范区2023年11月基层普法工作月报'],
])('the %s of %s is chosen and shown as it will be printed', async (label, period, title) => {
  await goTo(page, '月报')
  await page.getByTitle(label, { exact: true }).click()
  await page.getByRole('radio', { name: label, exact: true, checked: true }).waitFor({ state: 'attached' })
  const report = new URLSearchParams(page.url().split('?')[1]).get('report') ?? 'monthly'
  await at(`/reports?report=${report}&period=${period}`)
  await page.getByText(`${title}，共`).waitFor()
  await preview().locator('.page').first().waitFor()
  await look(label)
})

test('a share opens its two figures and their rows', async () => {
  await at('/reports?report=annual&period=2023')
  await page.getByText('示范区2023年基层普法与法律服务工作报告，共').waitFor()
  await preview().locator('[data-figure^="mediationRate"]').first().click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('期内受理、已调解成功的纠纷1123起 ÷ 受理矛盾纠纷1134起').waitFor()
  await drawer.getByRole('tab', { name: /受理矛盾纠纷/ }).click()
  await drawer.getByRole('row').nth(10).waitFor()
  await look('成功率的来源')
  await page.keyboard.press('Escape')
})

test('a comparison in a sentence opens the rows of the earlier month, by keyboard', async () => {
  await at('/reports?report=monthly&period=2023-11')
  await page.getByText('示范区2023年11月基层普法工作月报，共').waitFor()
  const words = preview().locator('.line [data-figure^="attendance@2023-10@*"]').first()
  await words.waitFor()
  expect(await words.innerText()).toMatch(/^环比/)
  await look('环比')
  await words.focus()
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog')
  await drawer.getByText('2023年10月，由以下记录相加得出。').waitFor()
  const amounts = drawer.locator('td.number')
  await amounts.first().waitFor()
  const more = drawer.getByRole('button', { name: '显示更多' })
  for (let shown = await amounts.count(); await more.isVisible(); shown = await amounts.count()) {
    await more.press('Enter')
    await amounts.nth(shown).waitFor()
  }
  const title = await drawer.locator('.ant-drawer-title').innerText()
  const counted = (await amounts.allInnerTexts()).map((text) => Number(text.replaceAll(',', '')))
  expect(title).toContain(`：${counted.reduce((sum, one) => sum + one, 0).toLocaleString('zh-CN')} `)
  await look('上月的来源')
  await page.keyboard.press('Escape')
})

test('a record behind a figure leads back to the report, and pages in small lead to pages', async () => {
  await at('/reports?report=monthly&period=2023-11')
  await page.getByText('示范区2023年11月基层普法工作月报，共').waitFor()
  await page
    .getByRole('region', { name: '定稿前检查' })
    .getByRole('link', { name: /个街道未报/ })
    .waitFor()
  await page.getByRole('navigation', { name: '页' }).getByRole('button', { name: '第2页' }).click()
  const top = (number: number) =>
    preview()
      .locator('.page')
      .nth(number - 1)
      .evaluate((sheet) => sheet.getBoundingClientRect().top)
  expect(await top(2)).toBeLessThan(await top(3))
  expect(await top(1)).toBeLessThan(0)
  await preview().locator('[data-figure^="sessions@2023-11@*"]').first().click()
  await page.getByRole('dialog').getByRole('link').first().click()
  await page.getByRole('button', { name: /回到月报 院坝会\d+场次/ }).click()
  await page.getByRole('dialog').getByRole('row').nth(1).waitFor()
  await page.keyboard.press('Escape')
})

test('a month is signed off, a record corrected, and the difference is shown with the record', async () => {
  await at('/reports?report=monthly&period=2023-11')
  await page.getByText('示范区2023年11月基层普法工作月报，共').waitFor()
  await page.getByRole('button', { name: '定稿', exact: true }).click()
  await page.getByRole('tooltip').getByRole('button', { name: '定稿', exact: true }).click()
  await page.getByText(/定稿（经手人：.+）的报表，以后改动记录不影响它/).waitFor()
  await page.getByRole('region', { name: '定稿后检查' }).getByText('没有改动').waitFor()
  await look('定稿')
  await page.getByRole('button', { name: '与已上报差异' }).click()
  await page.getByText('没有差异：现在的数字与定稿时一样。').waitFor()
  await page.keyboard.press('Escape')
  const figure = preview().locator('[data-figure^="attendance@2023-11@*"]').first()
  const signed = await figure.innerText()

  await figure.click()
  await page.getByRole('dialog').getByRole('link').first().click()
  await page.getByRole('button', { name: '删除', exact: true }).click()
  await page.getByRole('button', { name: '撤销' }).first().waitFor()
  await at('/reports?report=monthly&period=2023-11')
  await page.getByText(/定稿（经手人：.+）的报表，以后改动记录不影响它/).waitFor()
  expect(await figure.innerText()).toBe(signed)
  await page.getByRole('button', { name: '与已上报差异' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('已删除').first().waitFor()
  await look('与已上报差异')
  await page.keyboard.press('Escape')
  await page.getByRole('region', { name: '定稿后检查' }).getByRole('link', { name: '改了 1 条' }).click()
  await drawer.getByRole('link').first().click()
  await page.getByRole('button', { name: '回到与已上报差异' }).click()
  await drawer.getByText('已删除').first().waitFor()
  await page.keyboard.press('Escape')
  await at('/readiness?period=2023-11')
  await page.getByRole('link', { name: '改了 1 条' }).waitFor()
  await look('报送情况-定稿后')
  await at('/reports?report=monthly&period=2023-11')
  await page.getByRole('button', { name: '按现在的记录查看' }).click()
  await page.getByText('这是按现在的记录计算的').waitFor()
  expect(await figure.innerText()).not.toBe(signed)
  await look('按现在的记录')
})

test('the district words a sentence, with the built-in one to begin with; where it wrote sections, they are what is changed', async () => {
  await at('/reports?report=annual&period=2023')
  await page.getByText('报表用语', { exact: true }).last().click()
  await page
    .getByRole('button', { name: /^修改章节：/ })
    .nth(5)
    .waitFor()
  await look('报表章节')
  await at('/reports?report=monthly&period=2023-10')
  await page.getByRole('button', { name: '修改表述：法律服务与矛盾纠纷' }).waitFor()
  await look('报表用语')
  await page.getByRole('button', { name: '修改表述：法律服务与矛盾纠纷' }).click()
  const form = page.getByRole('form', { name: '报表用语登记表' })
  const words = form.getByLabel('表述', { exact: true })
  await words.waitFor()
  expect(await words.inputValue()).toContain('受理矛盾纠纷{受理矛盾纠纷}起')
  await words.fill('化解纠纷{纠纷数}起。')
  await form.getByRole('button', { name: '保存', exact: true }).click()
  await form.getByText('“纠纷数”不是统计项').waitFor()
  await look('用语不对')
  await words.fill('全月化解纠纷{受理矛盾纠纷}起。')
  await form.getByRole('button', { name: '保存', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  await at('/reports?report=monthly&period=2023-10')
  await preview().getByText('全月化解纠纷').first().waitFor()
})

test('a report that is looked at is computed once', async () => {
  await at('/reports?report=monthly&period=2023-10')
  await page.getByText('示范区2023年10月基层普法工作月报，共').waitFor()
  const asked: string[] = []
  page.on('request', (request) => {
    const name = /"name":"(reports\.(?:page|compute))"/.exec(request.postData() ?? '')?.[1]
    if (name !== undefined) asked.push(name)
  })
  await at('/reports?report=monthly&period=2023-12')
  await page.getByText('示范区2023年12月基层普法工作月报，共').waitFor()
  await page.getByRole('complementary', { name: '手填部分' }).getByRole('textbox').first().waitFor()
  expect(asked).toEqual(['reports.page'])
})

test('a month is walked day by day with the keyboard, and a day leads to its records and back', async () => {
  await at('/calendar?day=2023-11-30')
  const grid = page.getByRole('table', { name: '2023年11月' })
  await grid.getByRole('button', { pressed: true }).press('ArrowRight')
  const next = page.getByRole('table', { name: '2023年12月' }).getByRole('button', { pressed: true })
  await next.waitFor()
  expect(await next.evaluate((day) => document.activeElement === day)).toBe(true)
  await next.press('ArrowUp')
  await page.getByRole('region', { name: '11月24日' }).getByRole('link').first().waitFor()
  await look('日历')
  await page.getByRole('region', { name: '11月24日' }).getByRole('link').first().click()
  await page.getByRole('button', { name: '回到日历' }).click()
  await page.getByRole('region', { name: '11月24日' }).waitFor()
})

test('a record names its unit, and the unit’s page says what stands there', async () => {
  await at('/calendar?day=2023-11-24')
  await page.getByRole('region', { name: '11月24日' }).getByRole('link').first().click()
  await page.locator('a.value-text[href*="/k/unit/"]').first().click()
  const unit = page.getByRole('region', { name: '本单位情况' })
  await unit
    .getByRole('link', { name: /\d+ 条/ })
    .first()
    .waitFor()
  await unit.getByText('开展普法活动（场次）').waitFor()
  await look('单位')
  await unit
    .getByRole('link', { name: /\d+ 条/ })
    .first()
    .click()
  await page.waitForURL(/unit=/)
})
