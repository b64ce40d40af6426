import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeXlsx } from 'hucre/xlsx'
import type { Page } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { goTo } from '../../support/screens/clerk'
import { expectClean, setTypeSize } from '../../support/screens/look'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtDistrict } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('import-table')
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtDistrict(2)
  page = screen.page
})
afterAll(() => screen?.close())

const head = ['序号', '时间', '开始时间', '村', '院坝', '主持人', '主讲人', '议题', '户数', '来了多少']
const line = (n: number, village = '桂花村') => [
  n,
  `3月${n}日`,
  '15:00',
  village,
  `第${n}家`,
  '周永贵',
  '吴秀英',
  '防诈骗',
  9,
  30 + n,
]

test('a ledger is chosen, its year is asked, a cell is mended, and it comes in and goes back as one', async () => {
  const path = join(screen.stick, '院坝会台账.xlsx')
  const rows = [
    ['云锦街道院坝会台账'],
    head,
    line(1),
    line(2),
    line(3, '桂花屯'),
    ['合计', '', '', '', '', '', '', '', 27, 96],
  ]
  writeFileSync(path, await writeXlsx({ sheets: [{ name: '台账', rows }] }))
  await goTo(page, '院坝会')
  await page.getByRole('button', { name: '导入台账' }).press('Enter')
  await page.getByRole('heading', { name: '导入院坝会台账' }).waitFor()
  await expectClean(screen, join(output, '选文件.png'))
  await screen.choose(path)
  await page.getByRole('button', { name: '选择文件' }).press('Enter')
  await page.getByText('有问题 3', { exact: true }).waitFor()
  const target = page.getByRole('combobox', { name: '“来了多少”导入为' })
  await target.fill('参加人数')
  await target.press('Enter')
  const year = page.getByLabel('没有写年份的日期是哪一年')
  await year.fill('2025')
  await year.press('Enter')
  await page.getByText('新增 2', { exact: true }).waitFor()
  await expectClean(screen, join(output, '预览.png'))
  await setTypeSize(screen, 150)
  await expectClean(screen, join(output, '预览-150.png'))
  await setTypeSize(screen, 100)
  await page.getByRole('button', { name: /^第 5 行村：桂花屯，有问题/ }).press('Enter')
  const cell = page.getByRole('textbox', { name: '第 5 行村' })
  await cell.fill('桂花村')
  await cell.press('Enter')
  await page.getByRole('button', { name: '导入 3 条' }).press('Enter')
  await page.getByText('新增 3 条，修改 0 条，跳过 0 行，0 行有问题没有导入。').waitFor()
  await expectClean(screen, join(output, '完成.png'))
  await page.getByRole('button', { name: '撤销这次导入' }).press('Enter')
  await page.locator('.toast').filter({ hasText: '已撤销 3 条' }).waitFor()
  await page.getByText('新增 3', { exact: true }).waitFor()
})
