import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Body } from '../../../shared/shapes'
import { callEngine } from '../../support/desks/engine-call'
import { fileNeeds } from '../../support/machine/needs'
import { photo } from '../../support/records/pictures'
import { goTo } from '../../support/screens/clerk'
import { tabTo } from '../../support/screens/keyboard'
import { expectClean, setTypeSize } from '../../support/screens/look'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtDistrict } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('audit')
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtDistrict(1)
  page = screen.page
})
afterAll(() => screen?.close())

test('a number from paper is looked up by the keyboard and leads to the record that was printed', async () => {
  const { rows } = await callEngine(page, 'records.list', { kind: 'unit' })
  const ids = rows.map(({ id }) => id)
  const { markup } = await callEngine(page, 'records.print', { ids, how: 'print' })
  const number = /编号 (\d{6})/.exec(markup)?.[1] ?? ''
  await goTo(page, '设置')
  await page.getByRole('tab', { name: '操作日志' }).click()
  await page.getByRole('cell', { name: '建立资料' }).waitFor()
  await tabTo(page, '编号')
  await page.keyboard.insertText('第12号')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: '后面的数字' }).waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(number)
  await page.keyboard.press('Enter')
  const lines = page.getByRole('region', { name: '操作日志表格' }).locator('tbody tr')
  await page.getByRole('cell', { name: '建立资料' }).waitFor({ state: 'detached' })
  expect(await lines.count()).toBe(1)
  expect(await lines.innerText()).toMatch(new RegExp(`${number}\\s.*周永贵\\s打印记录\\s.*版本 内部`, 's'))
  // A district that was never restored has no letter: this one is of a laptop.
  await page.getByLabel('编号', { exact: true }).fill(`A${number}`)
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: '请到 A 机上查' }).waitFor()
  expect(await lines.count()).toBe(1)
  for (const size of [150, 100] as const) {
    await setTypeSize(screen, size)
    await expectClean(screen, join(output, `${size}-操作日志.png`))
  }
  await tabTo(page, '云锦街道')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '云锦街道' }).waitFor()
})

test('older rows come on demand', async () => {
  for (let round = 0; round < 3; round++)
    for (let at = 0; at < 20; at++) await callEngine(page, 'charts.print', { period: '2026' })
  await goTo(page, '设置')
  await page.getByRole('tab', { name: '操作日志' }).click()
  const lines = page.getByRole('region', { name: '操作日志表格' }).locator('tbody tr')
  await lines.nth(49).waitFor()
  await page.getByRole('button', { name: '显示更早的' }).click()
  await page.getByRole('cell', { name: '建立资料' }).waitFor()
  expect(await lines.count()).toBeGreaterThan(60)
})

test('photos go to the printer for whom they are meant, with a number that the log knows', async () => {
  const save = async (kind: string, patch: Body): Promise<string> =>
    (await callEngine(page, 'records.save', { kind, patch, operation: randomUUID() })).id
  const { rows } = await callEngine(page, 'records.list', { kind: 'unit', filter: { text: '云锦' } })
  const parent = rows[0]?.id ?? ''
  const unit = await save('unit', { name: '桂花村', level: 'village', parent, code: '510904001' })
  const record = await save('courtyard-session', {
    date: '2026-11-03',
    start: '09:00',
    unit,
    courtyard: '解家院子',
    chair: '解支书',
    speaker: '王律师',
    households: 12,
    people: 31,
    agenda: '讲民法典',
    leaflets: 40,
  })
  const source = { bytes: photo().toString('base64'), name: '会场.jpg' }
  await callEngine(page, 'attachments.add', { record, source, operation: randomUUID() })
  await page.goto(`${page.url().split('#')[0]}#/k/courtyard-session/${record}`)
  await page.getByLabel('照片用途').click()
  await page.locator('.ant-select-item-option', { hasText: '公示' }).click()
  await page.getByRole('button', { name: '打印照片（每页 2 张）' }).click()
  const sheet = page.frameLocator('iframe.print-frame').locator('section.page')
  await sheet.waitFor({ state: 'attached' })
  const text = (await sheet.textContent()) ?? ''
  expect(text).not.toContain('解家院子')
  const number = Number(/公示 编号 (\d{6})/.exec(text)?.[1])
  const { entries } = await callEngine(page, 'safety.audit', { number })
  expect(entries).toMatchObject([{ label: '打印照片', records: [{ id: record }] }])
})
