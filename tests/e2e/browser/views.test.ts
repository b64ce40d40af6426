import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { exportBundle, goTo, pick } from '../../support/screens/clerk'
import { expectClean, setTypeSize } from '../../support/screens/look'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtExample } from '../../support/screens/seat'
import { thisMonth } from '../../support/screens/story'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('views')
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtExample(300, thisMonth().slice(0, 4))
  page = screen.page
})
afterAll(() => screen?.close())

const grid = () => page.getByRole('grid', { name: '院坝会列表' })
const headings = () => grid().getByRole('columnheader').allInnerTexts()
const query = (): string => decodeURIComponent(new URL(page.url()).hash.split('?')[1] ?? '')
const whenQuery = (has: string) =>
  page.waitForFunction((text) => decodeURIComponent(location.hash).includes(text), has)

test('columns, a range and their view are chosen, kept under a name, and the list opens with them', async () => {
  await goTo(page, '院坝会')
  await grid().locator('tr.marked').waitFor()
  await page.getByRole('button', { name: '显示' }).click()
  await page.getByRole('button', { name: '选择列' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('checkbox', { name: '议题', exact: true }).check()
  await drawer.getByRole('checkbox', { name: '发放资料', exact: true }).uncheck()
  await page.keyboard.press('Escape')
  await page.getByRole('spinbutton', { name: '议题列宽' }).fill('12')
  await page.keyboard.press('Enter')
  await whenQuery('agenda:12')
  await expectClean(screen, join(output, '显示.png'))
  await page.getByRole('button', { name: '筛选', exact: true }).click()
  await pick(page, page.getByRole('combobox', { name: '增加条件' }), '参加人数')
  await page.getByLabel('参加人数从').fill('30')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '不按参加人数从 30人筛选' }).waitFor()
  await expectClean(screen, join(output, '筛选.png'))
  await page.getByRole('button', { name: '视图' }).click()
  await page.getByLabel('将当前列表存为视图').fill('大场次')
  await page.getByLabel('打开列表时默认使用').check()
  await page.getByRole('button', { name: '保存视图' }).click()
  await page.getByRole('button', { name: '大场次', exact: true, pressed: true }).waitFor()
  await expectClean(screen, join(output, '视图.png'))
  await goTo(page, '首页')
  await goTo(page, '院坝会')
  await page.getByRole('button', { name: '大场次', exact: true, pressed: true }).waitFor()
  expect(await headings()).toEqual(expect.arrayContaining(['议题']))
  expect((await headings()).join()).not.toContain('发放资料')
  expect(query()).toContain('people.from=30')
  await page.getByRole('button', { name: '全部', exact: true }).click()
  await page.getByRole('button', { name: '大场次', exact: true, pressed: false }).waitFor()
})

test('返回 comes back to the columns and the range', async () => {
  await page.getByRole('button', { name: '大场次', exact: true }).click()
  await grid().locator('tr.marked').waitFor()
  const before = query().replace(/&?at=\d+/, '')
  await grid().focus()
  await page.keyboard.press('Enter')
  await grid().waitFor({ state: 'detached' })
  await page.getByRole('banner').getByRole('button', { name: '返回' }).click()
  await grid().locator('tr.marked').waitFor()
  expect(query().replace(/&?at=\d+/, '')).toBe(before)
})

test('a list is held to one law among several, beside a range, and a view keeps both', async () => {
  await page.goto(`${page.url().split('#')[0]}#/k/activity?view=none`)
  const activities = page.getByRole('grid', { name: '普法宣传活动列表' })
  await activities.locator('tr.marked').waitFor()
  await page.getByRole('button', { name: '筛选', exact: true }).click()
  await pick(page, page.getByRole('combobox', { name: '增加条件' }), '宣讲法律')
  await pick(page, page.getByRole('combobox', { name: '宣讲法律' }), '宪法')
  await page.getByRole('button', { name: '不按宣讲法律：宪法筛选' }).waitFor()
  await pick(page, page.getByRole('combobox', { name: '增加条件' }), '参加人数')
  await page.getByLabel('参加人数从').fill('1')
  await page.keyboard.press('Enter')
  await whenQuery('attendance.from=1')
  await activities.locator('tr.marked').waitFor()
  await expectClean(screen, join(output, '按法律筛选.png'))
  await page.getByRole('button', { name: '视图' }).click()
  await page.getByLabel('将当前列表存为视图').fill('宪法活动')
  await page.getByRole('button', { name: '保存视图' }).click()
  const view = page.getByRole('button', { name: '宪法活动', exact: true }).first()
  await view.waitFor()
  await page.getByRole('button', { name: '全部', exact: true }).click()
  await view.click()
  await whenQuery('laws=constitution')
  expect(query()).toContain('attendance.from=1')
})

test('running through a list by keys and by the wheel shows every record once, each in its place', async () => {
  await page.goto(`${page.url().split('#')[0]}#/k/courtyard-session?view=none`)
  await grid().locator('tr.marked').waitFor()
  const total = Number(/\d+/.exec(await page.getByText(/^共 \d+ 条/).innerText())?.[0])
  expect(total).toBeGreaterThan(120)
  const seen = new Map<string, Set<string>>()
  /** Notes the rows in the window; whether the marked one is wholly in it. */
  const look = async (): Promise<boolean> => {
    const { rows, isMarkedInside } = await grid().evaluate(async (table: HTMLTableElement) => {
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
      const { bottom } = table.getBoundingClientRect()
      const top = table.tHead?.getBoundingClientRect().bottom ?? 0
      const lines = [...table.querySelectorAll<HTMLElement>('tr.grid-line')]
      const isInside = (line: Element): boolean => {
        const box = line.getBoundingClientRect()
        return box.top >= top - 1 && box.bottom <= bottom + 1
      }
      return {
        rows: lines.map((line) => [
          line.dataset.index ?? '',
          line.querySelector('.cell-number')?.textContent ?? '',
        ]),
        isMarkedInside: lines.some((line) => line.matches('.marked') && isInside(line)),
      }
    })
    for (const [index = '', number = ''] of rows) seen.set(index, (seen.get(index) ?? new Set()).add(number))
    return isMarkedInside
  }
  await grid().focus()
  const last = grid().locator(`tr.marked[data-index="${total - 1}"]`)
  expect(await look()).toBe(true)
  while ((await last.count()) === 0) {
    await page.keyboard.press('PageDown')
    expect(await look()).toBe(true)
  }
  await grid().hover()
  for (let turned = 0; turned < total / 10; turned += 1) {
    await page.mouse.wheel(0, -440)
    await look()
  }
  const numbers = [...seen.values()].flatMap((one) => [...one])
  expect(seen.size).toBe(total)
  expect(new Set(numbers).size).toBe(total)
  expect(numbers).toHaveLength(total)
})

test('rows do not wait for their count: it is said when it is there', async () => {
  const counted = Promise.withResolvers<void>()
  await page.route('**/rpc', async (route) => {
    if (route.request().postData()?.includes('"name":"records.count"')) await counted.promise
    await route.continue()
  })
  await page.goto(`${page.url().split('#')[0]}#/k/courtyard-session?view=none&people.from=20`)
  await grid().locator('tr.marked').waitFor()
  await page.getByText('正在统计…').waitFor()
  counted.resolve()
  await page.getByText(/^共 \d+ 条/).waitFor()
  await page.unroute('**/rpc')
})

test('the ticked rows and the table of figures are copied as text and as cells', async () => {
  await page.getByRole('button', { name: '大场次', exact: true }).click()
  await grid().locator('tr.marked').waitFor()
  await page.context().grantPermissions(['clipboard-read'])
  const copied = (type: string) =>
    page.evaluate(async (wanted) => {
      const [item] = await navigator.clipboard.read()
      return item ? await (await item.getType(wanted)).text() : ''
    }, type)
  await grid().focus()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: '更多', exact: true }).click()
  await page.getByRole('menuitem', { name: /^复制/ }).click()
  await page.getByText('已复制 1 行').waitFor()
  const [head = '', row = ''] = (await copied('text/plain')).split('\n')
  expect(head.split('\t')).toEqual(expect.arrayContaining(['编号', '议题', '参加人数（人）']))
  expect(row.split('\t')).toHaveLength(head.split('\t').length)
  expect(await copied('text/html')).toContain('<td>编号</td>')
  await goTo(page, '统计表')
  await page.getByRole('button', { name: '复制表格' }).click()
  await page
    .getByText(/已复制 \d+ 行/)
    .last()
    .waitFor()
  expect((await copied('text/plain')).split('\n').at(-1)).toMatch(/^合计\t/)
})

/** What of some elements is not seen whole: cut off by itself, or by a box around it that cuts off. */
const cutOff = (selector: string) =>
  page.evaluate((wanted) => {
    const isCut = (element: HTMLElement): boolean => {
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) return true
      const box = element.getBoundingClientRect()
      for (let around = element.parentElement; around; around = around.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(around)
        if (overflowX === 'visible' && overflowY === 'visible') continue
        if (/auto|scroll/.test(overflowX + overflowY)) return false
        const outer = around.getBoundingClientRect()
        if (box.top < outer.top - 1 || box.bottom > outer.bottom + 1) return true
        if (box.left < outer.left - 1 || box.right > outer.right + 1) return true
      }
      return false
    }
    const all = [...document.querySelectorAll<HTMLElement>(wanted)].filter((one) => one.checkVisibility())
    return { seen: all.length, cut: all.filter(isCut).map((one) => one.innerText) }
  }, selector)

/** Texts of a list's cells and badges that touch the lines between its rows, or go over them. */
const touching = () =>
  page.evaluate(() =>
    [...document.querySelectorAll('.grid-line')].flatMap((row) => {
      const { top, bottom } = row.getBoundingClientRect()
      const range = document.createRange()
      return [...row.querySelectorAll<HTMLElement>('.cell, .marked-text, .badge')].flatMap((cell) => {
        range.selectNodeContents(cell)
        const outer = cell.getBoundingClientRect()
        const lines = [...range.getClientRects()].filter(
          (line) => line.height > 0 && line.top >= outer.top - 1 && line.bottom <= outer.bottom + 1,
        )
        const isOver = lines.some((line) => line.top < top + 1 || line.bottom > bottom - 1)
        return isOver ? [cell.innerText] : []
      })
    }),
  )

/** Opens or shuts 显示, which stands behind 更多 where the window is narrow for its type. */
async function turnLook(size: number): Promise<void> {
  if (size === 100) return page.getByRole('button', { name: '显示' }).click()
  // Ticked rows bring a 更多 of their own.
  await page.locator('.list-bar').getByRole('button', { name: '更多', exact: true }).click()
  await page.getByRole('menuitem', { name: /显示/ }).click()
}

test.each([
  [100, '宽松'],
  [100, '紧凑'],
  [150, '宽松'],
  [150, '紧凑'],
] as const)('at %i %%, rows %s, no wrapped name touches a line and no tag is cut off', async (size, rows) => {
  await setTypeSize(screen, size)
  await page.goto(`${page.url().split('#')[0]}#/k/courtyard-session?view=none`)
  await grid().locator('tr.grid-line').first().waitFor()
  await turnLook(size)
  await page.getByRole('radio', { name: rows }).check()
  await turnLook(size)
  await grid().focus()
  await page.keyboard.press('Home')
  while ((await grid().getByText('待核对').count()) === 0) await page.keyboard.press('PageDown')
  await grid().getByText('待核对').first().scrollIntoViewIfNeeded()
  await expectClean(screen, join(output, `${size}-${rows}.png`))
  expect(await touching()).toEqual([])
  const badges = await cutOff('.grid-line .badge')
  expect(badges.seen).toBeGreaterThan(0)
  expect(badges.cut).toEqual([])
})

test('打印收发登记单 is not cut off', async () => {
  await setTypeSize(screen, 100)
  await exportBundle(screen, '街道')
  for (const size of [100, 125, 150] as const) {
    await setTypeSize(screen, size)
    const { seen, cut } = await cutOff('button[aria-label^="打印收发登记单"]')
    expect(seen).toBeGreaterThan(0)
    expect(cut).toEqual([])
  }
  await expectClean(screen, join(output, '收发登记单.png'))
})

test('nothing was complained about', () => {
  expect(screen.complaints).toEqual([])
})
