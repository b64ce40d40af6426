import { randomUUID } from 'node:crypto'
import type { Locator, Page } from 'playwright-core'
import { callEngine } from '../../support/desks/engine-call'
import { fileNeeds } from '../../support/machine/needs'
import { addUnit, field, goTo, newForm, pick } from '../../support/screens/clerk'
import { drawn, type HeldAnswers, holdAnswers } from '../../support/screens/held-answers'
import { settled, until } from '../../support/screens/screen'
import { type Seat, seatAtDistrict } from '../../support/screens/seat'
import { thisMonth } from '../../support/screens/story'

fileNeeds('chromium', 'chinese-font')

let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtDistrict(2)
  page = screen.page
})
afterEach(() => {
  for (const each of held.splice(0)) each.release()
})
afterAll(() => screen?.close())

const held: HeldAnswers[] = []

/** Keeps the answers to one call until they are released, at the latest at the end of the test. */
async function hold(name: string): Promise<HeldAnswers> {
  const made = await holdAnswers(page, name)
  held.push(made)
  return made
}

const open = (path: string): Promise<unknown> => page.goto(`${page.url().split('#')[0]}#${path}`)

/** Opens a page while the answers to one call are held, looks at it with everything else there, and lets them come. */
async function openWithout(name: string, path: string, look: () => Promise<void>): Promise<void> {
  await goTo(page, '首页')
  await settled(page)
  const late = await hold(name)
  await open(path)
  await late.came
  await settled(page, late.count)
  await look()
  late.release()
}

const box = (): Locator => page.getByLabel('特点', { exact: true }).and(page.locator('textarea'))

test('no report stands before it is known by which months the district reports', async () => {
  const report = page.getByRole('heading', { level: 1, name: '月报' })
  await openWithout('waiting.ownPeriods', '/reports', async () => expect(await report.count()).toBe(0))
  await report.waitFor()
})

test('what is typed into a report while it is read again stays, and is saved when the page is left', async () => {
  await open('/reports')
  await box().fill('甲')
  const late = await hold('reports.page')
  await box().blur()
  await late.came
  await box().focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('乙')
  late.release()
  await page.getByRole('region', { name: 'A4 预览' }).getByText('甲').first().waitFor()
  await settled(page)
  expect(await box().inputValue()).toBe('甲乙')
  await open('/')
  await page.getByRole('heading', { level: 1, name: '首页' }).waitFor()
  await settled(page)
  await open('/reports')
  await until('what was typed to be kept', async () =>
    (await box().inputValue()) === '甲乙' ? true : undefined,
  )
})

test('of another month nothing is signed or written before it is there', async () => {
  await settled(page)
  const late = await hold('reports.page')
  await page.getByRole('button', { name: '上个月' }).click()
  await late.came
  await drawn(page)
  expect(await box().count()).toBe(0)
  expect(await page.getByRole('button', { name: '定稿', exact: true }).count()).toBe(0)
  late.release()
  await box().waitFor()
  expect(await box().inputValue()).toBe('')
})

test('where files are exchanged no form stands before it is known who asks to be let in', async () => {
  const make = page.getByRole('button', { name: '生成接入文件' })
  await openWithout('sites.newcomers', '/sync', async () => expect(await make.count()).toBe(0))
  await make.waitFor()
})

test('the form for another person stands where it stays', async () => {
  const add = page.getByRole('button', { name: '添加用户' })
  await openWithout('users.list', '/settings', async () => expect(await add.count()).toBe(0))
  await add.waitFor()
})

test('the grid of an indicator that the address names does not take the place of the grid of all', async () => {
  const patch = { name: '小微贷', word: '万元', adds: 'sum', filledBy: 'village', every: 'month' }
  const { id } = await callEngine(page, 'records.save', { kind: 'indicator', patch, operation: randomUUID() })
  const grid = page.getByRole('main').getByRole('grid').or(page.getByRole('main').getByRole('table'))
  const nothing = page.getByText('该单位没有需要填报的指标')
  await openWithout('indicators.list', `/indicators?indicator=${id}`, async () =>
    expect((await grid.count()) + (await nothing.count())).toBe(0),
  )
  await grid.first().waitFor()
})

test('a unit that was just chosen is called by its name before the engine has said it', async () => {
  // What the page knows by name it forgets.
  await page.reload()
  const form = await newForm(page, 'team', '普法小分队')
  await settled(page)
  const late = await hold('records.names')
  await pick(page, field(form, '村（社区）'), '桂花村')
  await late.came
  await drawn(page)
  const chosen = page.locator('.ant-select', { has: page.getByLabel('村（社区）', { exact: true }) })
  expect(await chosen.innerText()).toContain('桂花村')
})

test('a save that ends when its form was left says so, and leaves the page that is looked at', async () => {
  const form = await newForm(page, 'team', '普法小分队')
  await field(form, '队名').fill('桂花小分队')
  await pick(page, field(form, '村（社区）'), '桂花村')
  await field(form, '队长').fill('解队长')
  const late = await hold('records.save')
  await page.keyboard.press('Control+s')
  await late.came
  await open('/')
  await page.getByRole('heading', { level: 1, name: '首页' }).waitFor()
  late.release()
  await page.locator('.toast', { hasText: '已保存' }).last().waitFor()
  await settled(page)
  await drawn(page)
  expect(await page.getByRole('heading', { level: 1, name: '首页' }).count()).toBe(1)
})

test('the next form that is asked for while one is being saved comes, with what was typed for it', async () => {
  const form = await newForm(page, 'team', '普法小分队')
  await field(form, '队名').fill('荷花小分队')
  await pick(page, field(form, '村（社区）'), '桂花村')
  await field(form, '队长').fill('吴队长')
  const late = await hold('records.save')
  await page.keyboard.press('Control+s')
  await late.came
  await page.keyboard.press('Control+n')
  await page.keyboard.type('3')
  late.release()
  await until('the next form', async () =>
    (await field(page.getByRole('form', { name: '普法小分队登记表' }), '队名').inputValue()) === '3'
      ? true
      : undefined,
  )
})

test('the pair that a key decides stays the one that is looked at when another one leaves the list', async () => {
  await addUnit(page, { name: '柳湾村', level: '村', parent: '云锦街道' })
  const units = await callEngine(page, 'records.list', { kind: 'unit' })
  const unit = units.rows.find(({ title }) => title === '柳湾村')?.id ?? ''
  for (const employer of ['甲乙劳务公司', '丙丁建筑公司', '戊己装饰公司'])
    for (const people of [2, 3]) {
      const patch = {
        date: `${thisMonth()}-01`,
        unit,
        source: 'visit',
        employer,
        people,
        amount: 319_000,
      }
      await callEngine(page, 'records.save', { kind: 'wage-arrears-lead', patch, operation: randomUUID() })
    }
  await open('/duplicates')
  const pairs = page.getByRole('article', { name: /^可能重复：/ })
  await until('three pairs', async () => ((await pairs.count()) === 3 ? true : undefined))
  await page.keyboard.press('ArrowDown')
  const marked = page.locator('article[aria-current=true]')
  const name = await marked.getAttribute('aria-label')
  expect(name).toBe(await pairs.nth(1).getAttribute('aria-label'))
  await pairs
    .nth(0)
    .getByRole('button', { name: /^不是重复/ })
    .click()
  await until('two pairs', async () => ((await pairs.count()) === 2 ? true : undefined))
  expect(await marked.getAttribute('aria-label')).toBe(name)
})
