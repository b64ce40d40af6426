import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { callEngine } from '../../support/desks/engine-call'
import { fileNeeds } from '../../support/machine/needs'
import { goTo } from '../../support/screens/clerk'
import { until } from '../../support/screens/screen'
import { type Seat, seatAtDistrict } from '../../support/screens/seat'
import { thisMonth } from '../../support/screens/story'

fileNeeds('chromium', 'chinese-font')

let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtDistrict(2)
  page = screen.page
  const { rows } = await callEngine(page, 'records.list', { kind: 'unit' })
  const unit = rows.find(({ title }) => title.includes('桂花村'))?.id ?? ''
  const patch = { name: '桂花村普法小分队', unit, captain: '吴秀英' }
  await callEngine(page, 'records.save', { kind: 'team', patch, operation: randomUUID() })
  const { body } = await callEngine(page, 'records.get', { id: unit })
  const other = { name: '柳湾村', level: 'village', parent: body.parent ?? null }
  await callEngine(page, 'records.save', { kind: 'unit', patch: other, operation: randomUUID() })
  await countKeys()
})
afterAll(() => screen?.close())

/** Counts in the page: each key that goes down, Ctrl by itself, and each character that came without one, as of an input method. */
async function countKeys(): Promise<void> {
  await page.evaluate(() => {
    const counted = window as unknown as { keys: number }
    counted.keys = 0
    let isKey = false
    addEventListener(
      'keydown',
      () => {
        counted.keys += 1
        isKey = true
      },
      true,
    )
    addEventListener(
      'keyup',
      () => {
        isKey = false
      },
      true,
    )
    addEventListener(
      'input',
      (event) => {
        if (!isKey && event instanceof InputEvent) counted.keys += [...(event.data ?? '')].length
      },
      true,
    )
  })
}

async function keysSince(before: number): Promise<number> {
  const keys = await page.evaluate(() => (window as unknown as { keys: number }).keys)
  return keys - before
}

/** What a field is typed as: `keys` of the keyboard, a text of the input method, a list's entry by the keys of its pinyin. */
type Typed =
  | { readonly keys: string }
  | { readonly text: string }
  | { readonly chosen: string; readonly by: string }

/** Types what is to be said, and goes on by Enter; `null`: it stays as it is. */
async function fill(label: string, typed: Typed | null): Promise<void> {
  await until(`${label} to have the keyboard`, async () => {
    const at = await page.evaluate(
      () => (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent ?? '',
    )
    return at === label ? true : undefined
  })
  if (typed && 'keys' in typed) await page.keyboard.type(typed.keys)
  if (typed && 'text' in typed) await page.keyboard.insertText(typed.text)
  if (typed && 'chosen' in typed) {
    await page.keyboard.type(typed.by)
    await page.locator('.ant-select-item-option-active', { hasText: typed.chosen }).waitFor()
  }
  await page.keyboard.press('Enter')
}

/** The session that is logged: 1st of this month, 19:00 to 20:30, 桂花村, at 董静家, about 务工维权, 23 households, 27 people. */
async function fillAll(session: Readonly<Record<string, Typed | null>>): Promise<void> {
  for (const [label, typed] of Object.entries(session)) await fill(label, typed)
}

const saved = async (courtyard: string) => {
  const { rows } = await until(`${courtyard} to be saved`, async () => {
    const found = await callEngine(page, 'records.list', { kind: 'courtyard-session', filter: {} })
    return found.rows.some(({ body }) => body.courtyard === courtyard) ? found : undefined
  })
  return rows.find(({ body }) => body.courtyard === courtyard)
}

test('a first courtyard session is logged by at most 90 keys, the next one of the evening by at most 40', async () => {
  await goTo(page, '首页')
  await page.locator('main').focus()
  await page.keyboard.press('1')
  await page.getByRole('form', { name: '院坝会登记表' }).waitFor()
  await fillAll({
    日期: { keys: '1' },
    开始时间: { keys: '19' },
    结束时间: { keys: '20:30' },
    '村（社区）': { chosen: '桂花村', by: 'ghc' },
    '院坝（户主）': { text: '董静家' },
    小分队: { chosen: '桂花村普法小分队', by: 'gh' },
    主持人: { text: '吴秀英' },
    主讲人: { text: '周永贵' },
    议题: { text: '务工维权' },
    参加户数: { keys: '23' },
    参加人数: { keys: '27' },
    发放资料: { keys: '30' },
    解答咨询: { keys: '4' },
  })
  await page.keyboard.press('Control+Enter')
  const first = await saved('董静家')
  const keys = await keysSince(0)
  const day = `${thisMonth()}-01`
  const told = { date: day, start: '19:00', end: '20:30', people: 27, leaflets: 30, questions: 4 }
  expect(first?.body).toMatchObject({ ...told, households: 23, agenda: '务工维权', chair: '吴秀英' })
  expect(keys).toBeLessThanOrEqual(90)

  // What is of the same evening stays: village, team, chair, speaker, agenda.
  await fillAll({
    日期: { keys: '1' },
    开始时间: { keys: '20:30' },
    结束时间: { keys: '21:30' },
    '村（社区）': null,
    '院坝（户主）': { text: '李大全家' },
    小分队: null,
    主持人: null,
    主讲人: null,
    议题: null,
    参加户数: { keys: '8' },
    参加人数: { keys: '12' },
    发放资料: { keys: '12' },
    解答咨询: { keys: '2' },
  })
  await page.keyboard.press('Control+s')
  const next = await saved('李大全家')
  const more = await keysSince(keys)
  expect(next?.body).toMatchObject({
    date: day,
    start: '20:30',
    people: 12,
    agenda: '务工维权',
    chair: '吴秀英',
  })
  expect(next?.body.unit).toBe(first?.body.unit)
  expect(next?.body.team).toBe(first?.body.team)
  expect(more).toBeLessThanOrEqual(40)
  process.stderr.write(`keystrokes: ${keys} for the first session, ${more} for the next\n`)
})

test('what is typed between the save and the next form is not lost: it stands in that form', async () => {
  await page.keyboard.press('Control+n')
  const form = page.getByRole('form', { name: '院坝会登记表' })
  await form.waitFor()
  await fillAll({
    日期: { keys: '2' },
    开始时间: { keys: '15' },
    结束时间: { keys: '16' },
    '村（社区）': null,
    '院坝（户主）': { text: '龙腾家' },
    小分队: null,
    主持人: null,
    主讲人: null,
    议题: null,
    参加户数: { keys: '8' },
    参加人数: { keys: '12' },
  })
  const next = Promise.withResolvers<void>()
  await page.route('**/rpc', async (route) => {
    if (route.request().postData()?.includes('"name":"records.suggest"')) await next.promise
    await route.continue()
  })
  await page.keyboard.press('Control+Enter')
  await page.locator('.toast', { hasText: '已保存' }).last().waitFor()
  await form.waitFor({ state: 'detached' })
  await page.keyboard.type('3')
  await page.keyboard.press('Enter')
  await page.keyboard.type('17')
  next.resolve()
  await form.waitFor()
  await page.keyboard.press('Enter')
  await until('what was typed to stand in the form', async () =>
    (await form.getByLabel('开始时间').inputValue()) === '17:00' ? true : undefined,
  )
  expect(await form.getByLabel('日期').inputValue()).toBe(`${thisMonth()}-03`)
  await page.unrouteAll({ behavior: 'wait' })
})

test('Enter that comes before the list of villages does is not lost: the village is taken, and the cursor goes on', async () => {
  const typed = Promise.withResolvers<void>()
  await page.route('**/rpc', async (route) => {
    if (route.request().postData()?.includes('"name":"records.options"')) await typed.promise
    await route.continue()
  })
  await page.keyboard.press('Control+n')
  const village = page.getByRole('form', { name: '院坝会登记表' }).getByLabel('村（社区）')
  await village.focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('lwc')
  await page.keyboard.press('Enter')
  expect(await village.evaluate((input) => input === document.activeElement)).toBe(true)
  typed.resolve()
  await until('the next field to have the keyboard', async () =>
    (await page.evaluate(() => document.activeElement?.id)) !== (await village.getAttribute('id'))
      ? true
      : undefined,
  )
  await page.unroute('**/rpc')
  const chooser = page.locator('.ant-select', { has: page.getByLabel('村（社区）') })
  expect(await chooser.innerText()).toContain('柳湾村')
})

test('a digit that comes before the home page has its figures is not lost: the form opens', async () => {
  const figures = Promise.withResolvers<void>()
  await page.route('**/rpc', async (route) => {
    if (route.request().postData()?.includes('"name":"home.overview"')) await figures.promise
    await route.continue()
  })
  await goTo(page, '首页')
  await page.locator('main').focus()
  await page.keyboard.press('1')
  await page.getByRole('form', { name: '院坝会登记表' }).waitFor()
  figures.resolve()
  await page.unrouteAll({ behavior: 'wait' })
})
