import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import type { Page } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { goTo, pick } from '../../support/screens/clerk'
import { expectClean, setTypeSize } from '../../support/screens/look'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtDistrict } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('import-wizard')
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtDistrict(2)
  page = screen.page
  page.setDefaultTimeout(30_000)
})
afterAll(() => screen?.close())

const head = ['序号', '日期', '村社区', '干什么', '什么形式', '在哪里', '主办单位', '来了多少']
const line = (n: number, village: string, people: number | string) => [
  ...[n, `${1 + (n % 9)}月${1 + (n % 28)}日`, village, `防诈骗宣传${n}`],
  ...[n % 2 ? '集中宣传活动' : '讲座宣讲', `第${n}号院`, '云锦街道司法所', people],
]
const LINES = 600

/** A workbook with three sheets, a heading under two titles, totals that are wrong, and every kind of question in it. */
async function workbook(): Promise<Uint8Array> {
  const rows: (string | number)[][] = [['云锦街道2025年普法宣传活动台账'], ['填报单位：云锦街道司法所'], head]
  for (let n = 1; n <= LINES; n += 1) {
    rows.push(
      line(n, n % 100 === 7 ? '松林村' : '桂花村', n === 5 ? '很多' : n === 9 ? '不清楚' : 20 + (n % 30)),
    )
    if (n % 50 === 0) rows.push(['小计', '', '', '', '', '', '', 1])
  }
  return writeXlsx({
    sheets: [
      { name: '说明', rows: [['这是说明'], ['不要导入']] },
      { name: '活动', rows },
      { name: '旧表', rows: [['作废']], hidden: true },
    ],
    vbaProject: Buffer.from('none'),
  })
}

const told = (text: string | RegExp) => page.getByText(text).first().waitFor()
const target = (heading: string) => page.getByRole('combobox', { name: `“${heading}”导入为` })

test('every step of the wizard is gone through with keys, a drag, and a change of mind', async () => {
  const path = join(screen.stick, '活动台账.xlsm')
  writeFileSync(path, await workbook())
  await goTo(page, '普法宣传活动')
  await page.getByRole('button', { name: '导入台账' }).press('Enter')
  await screen.choose(path)
  await page.getByRole('button', { name: '选择文件' }).press('Enter')

  // The first sheet is a text: the right one is chosen.
  await page.getByRole('combobox', { name: '工作表' }).press('Enter')
  await page.locator('.ant-select-item-option').filter({ hasText: '活动（' }).click()
  await page.getByText(`全部 ${LINES}`, { exact: true }).waitFor()
  const headAt = page.getByLabel('列名在第几行')
  expect(await headAt.inputValue()).toBe('3')
  await headAt.fill('4')
  await headAt.press('Enter')
  await page.getByRole('columnheader', { name: /防诈骗宣传1/ }).waitFor()
  await headAt.fill('3')
  await headAt.press('Enter')
  await page.getByText(`全部 ${LINES}`, { exact: true }).waitFor()

  // What no column is matched to is dragged, or chosen with the keys.
  await told(/^必填的.*“参加人数”还没有列/)
  await page
    .getByRole('listitem')
    .filter({ hasText: '参加人数 *' })
    .dragTo(page.getByRole('columnheader', { name: /来了多少/ }))
  for (const [heading, label] of [
    ['村社区', '所属单位'],
    ['干什么', '活动主题'],
    ['什么形式', '活动形式'],
    ['在哪里', '地点'],
  ] as const) {
    await target(heading).fill(label)
    await target(heading).press('Enter')
  }
  const year = page.getByLabel('没有写年份的日期是哪一年')
  await year.fill('2025')
  await year.press('Enter')
  await page.getByRole('button', { name: '是“集中宣传”' }).press('Enter')
  await page.getByText('有问题 8', { exact: true }).waitFor()

  // Everything that is told of the table is one line, at 1366 × 768 and at 150 %.
  const notes = page.getByText(/^请留意：12 处合计对不上，.*有隐藏的工作表，有宏/)
  await expectClean(screen, join(output, '预览.png'))
  await setTypeSize(screen, 150)
  await expectClean(screen, join(output, '预览-150.png'))
  const [grid, take] = await Promise.all([
    page.getByRole('region', { name: '台账预览表格' }).boundingBox(),
    page.getByRole('button', { name: /^导入 \d+ 条$/ }).boundingBox(),
  ])
  expect(grid?.height).toBeGreaterThan(200)
  expect((take?.y ?? 0) + (take?.height ?? 0)).toBeLessThanOrEqual(768)
  await notes.click()
  await page.getByRole('list', { name: '这份台账要留意的' }).getByText('文件里有宏，没有运行。').waitFor()
  await expectClean(screen, join(output, '留意-150.png'))
  await notes.click()
  await setTypeSize(screen, 100)

  // A village that nobody has registered is made here.
  const missing = page.getByRole('list', { name: '没有登记过的名称' })
  await missing.getByRole('button', { name: '新登记单位“松林村”' }).press('Enter')
  const making = page.getByRole('form', { name: '新登记单位' })
  await pick(page, making.getByRole('combobox', { name: '上级单位' }), '云锦街道')
  await making.getByRole('button', { name: '登记', exact: true }).press('Enter')
  await missing.waitFor({ state: 'detached' })

  await page.getByText('有问题 2', { exact: true }).click()
  await page.getByRole('button', { name: /：很多，有问题/ }).press('Enter')
  const cell = page.getByRole('textbox', { name: /^第 \d+ 行来了多少/ })
  await cell.fill('４０人')
  await cell.press('Enter')
  await page.getByText('有问题 1', { exact: true }).waitFor()
  await expectClean(screen, join(output, '有问题.png'))

  // The button beside the progress asks for the end of this very import; what comes of that is the engine's test.
  const cancelled = Promise.withResolvers<string>()
  let begun = ''
  await page.route('**/rpc', async (route) => {
    const { name, input }: { name?: string; input?: { operation?: string } } = JSON.parse(
      route.request().postData() ?? '{}',
    )
    if (name === 'tasks.cancel') cancelled.resolve(input?.operation ?? '')
    if (name === 'tables.take') {
      begun = input?.operation ?? 'none'
      await cancelled.promise
    }
    await route.continue()
  })
  const bring = page.getByRole('button', { name: `导入 ${LINES - 1} 条` })
  await bring.press('Enter')
  await page.locator('.progress-line').getByRole('button', { name: '取消' }).press('Enter')
  expect(await cancelled.promise).toBe(begun)
  await page.unroute('**/rpc')
  await told(`新增 ${LINES - 1} 条，修改 0 条，跳过 0 行，1 行有问题没有导入。`)
  await expectClean(screen, join(output, '完成.png'))

  // What is wrong goes back as a workbook with the reason in it.
  await page.getByRole('button', { name: '有问题的行另存为表格' }).press('Enter')
  const { sheets } = await readXlsx(readFileSync(await screen.received(/没有导入的行\.xlsx$/)))
  expect(sheets[0]?.rows[1]?.slice(7)).toEqual(['不清楚', expect.stringContaining('参加人数')])
  expect([...(sheets[0]?.cells?.values() ?? [])].map(({ comment }) => comment?.text)).toContainEqual(
    expect.stringContaining('参加人数'),
  )

  await page.getByRole('button', { name: '撤销这次导入' }).press('Enter')
  await page
    .locator('.toast')
    .filter({ hasText: `已撤销 ${LINES - 1} 条` })
    .waitFor()
  await bring.waitFor()
}, 300_000)
