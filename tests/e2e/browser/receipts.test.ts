import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { sendOtherwise } from '../../support/bundles/otherwise'
import { type Pair, pair, session } from '../../support/desks/pair'
import { fileNeeds } from '../../support/machine/needs'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import { goTo, importBundles, signIn } from '../../support/screens/clerk'
import { expectClean, setTypeSize } from '../../support/screens/look'
import { outputFolder, type Screen } from '../../support/screens/screen'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('receipts')
let all: Pair
let browser: Browser
let street: Screen
let office: Screen
let receipt: string
/** Files of both laptops that the district has not read. */
let pile: string[]

/** A laptop with a record in every state of its way, and the district's answer on the stick. */
beforeAll(async () => {
  all = await pair()
  const { a, b, district, units } = all
  const kind = 'courtyard-session'
  const conflict = await a.save(kind, session(units.peach, { courtyard: '有冲突的院子' }))
  const back = await a.save(kind, session(units.plum, { courtyard: '被退回的院子' }))
  await a.save(kind, session(units.plum, { courtyard: '区级已收的院子' }))
  await district.take((await a.send()).file, (await b.send()).file)
  await b.take((await district.send('东街街道B')).file)
  await a.save(kind, { people: 50 }, conflict)
  await b.save(kind, { people: 60 }, conflict)
  await a.send()
  await district.take((await a.send()).file, (await b.send()).file)
  await district.rpc.records.move({
    id: back,
    flow: 'status',
    move: 'return',
    reason: '请补照片',
    operation: district.operation(),
  })
  receipt = join(all.stick, (await district.send('东街街道A')).file)
  await a.save(kind, session(units.peach, { courtyard: '已导出的院子' }))
  const waiting = [(await a.send()).file]
  await a.save(kind, session(units.peach, { courtyard: '未导出的院子' }))
  await a.engine.close()
  waiting.push((await b.send()).file)
  pile = waiting.map((file) => join(all.stick, file))
  b.clock.time = Date.now() + 5 * 24 * 3600 * 1000
  const older = await sendOtherwise(all, b, ({ kinds }) => ({
    app: '0.9.1',
    kinds: Object.fromEntries(Object.entries(kinds).filter(([name]) => name !== 'mediation')),
  }))
  district.clock.time = Date.now()
  await district.take(older)
  await district.engine.close()
  browser = await launchBrowser()
  street = await browserScreens(browser)(a.profile, all.stick)
  await signIn(street.page)
  office = await browserScreens(browser)(district.profile, all.stick)
  await signIn(office.page)
}, 120_000)
afterAll(async () => {
  await street?.close()
  await office?.close()
  await browser?.close()
  await all.close()
})

const clean = (name: string) => expectClean(street, join(output, `${name}.png`))

test('the laptop reads the receipt, and may print the slip of it', async () => {
  expect(await importBundles(street, receipt)).toContain('打印')
  await clean('导入以后')
})

test.each([100, 150] as const)('at %s %% the list says of each record how far it has come', async (size) => {
  const { page } = street
  await setTypeSize(street, size)
  await goTo(page, '院坝会')
  const grid = page.getByRole('grid', { name: '院坝会列表' })
  for (const [courtyard, text] of [
    ['未导出的院子', '未导出'],
    ['已导出的院子', '已导出（第 4 批）'],
    ['区级已收的院子', '区级已收'],
    ['有冲突的院子', '有冲突'],
    ['被退回的院子', '被退回'],
  ] as const)
    await grid.getByRole('row').filter({ hasText: courtyard }).getByText(text, { exact: true }).waitFor()
  await clean(`${size}-列表`)
})

test('the list shows only what was sent back when asked, from the first screen', async () => {
  const { page } = street
  await goTo(page, '首页')
  await page.getByText('未导出 1 条，已导出等回执 1 条').waitFor()
  await clean('150-首页')
  await page.getByRole('button', { name: '院坝会 1 条被退回' }).click()
  const grid = page.getByRole('grid', { name: '院坝会列表' })
  await grid.getByRole('row').filter({ hasText: '被退回的院子' }).waitFor()
  await page.getByText('共 1 条').waitFor()
  await grid.press('Enter')
  await page.getByRole('heading', { level: 1, name: /被退回的院子/ }).waitFor()
  await clean('150-详情')
})

test.each([150, 100] as const)('at %s %% the exchange screen shows where each side stands', async (size) => {
  await setTypeSize(street, size)
  await goTo(street.page, 'U盘交换')
  await street.page
    .getByRole('button', { name: /^打印收发登记单/ })
    .first()
    .waitFor()
  await clean(`${size}-U盘交换`)
})

test.each([100, 150] as const)(
  'at %s %% the district sees each laptop’s program, clock, gaps and silence',
  async (size) => {
    await setTypeSize(office, size)
    await goTo(office.page, 'U盘交换')
    const table = office.page.getByRole('region', { name: '交换对象表格' })
    const row = table.getByRole('row').filter({ hasText: '东街街道B' })
    for (const text of [
      '缺少第 3 批',
      '版本较旧',
      '较旧的数据表：矛盾纠纷',
      '系统时间有误',
      '快约 5 天',
      '今天',
    ])
      await row.getByText(text).first().waitFor()
    await expectClean(office, join(output, `${size}-区级.png`))
  },
)

test('of a pile with a damaged file the others are imported, and that one is told with what to do', async () => {
  const { page } = office
  const damaged = join(all.stick, 'damaged.ybb')
  writeFileSync(damaged, readFileSync(pile[0] ?? '').subarray(0, 2000))
  await goTo(page, '首页')
  await goTo(page, 'U盘交换')
  await office.choose(damaged, ...pile)
  await page.getByRole('button', { name: '选择文件' }).click()
  const refused = page.getByRole('table', { name: '没有导入的文件' })
  await refused.getByText('文件不完整或已损坏').waitFor()
  await page.getByRole('button', { name: '确认导入' }).click()
  const result = page.getByRole('table', { name: '导入结果' })
  await result.waitFor()
  expect(await result.getByRole('row').count()).toBe(1 + pile.length)
  for (const size of [150, 100] as const) {
    await setTypeSize(office, size)
    await expectClean(office, join(output, `${size}-一批文件.png`))
  }
  await refused.getByRole('button', { name: '单独处理 damaged.ybb' }).click()
  await page.getByRole('alert').filter({ hasText: '文件不完整或已损坏' }).waitFor()
  expect(await refused.count()).toBe(0)
})

test('nothing is asked of any other machine, and nothing complains', () => {
  expect([...street.complaints, ...office.complaints]).toEqual([])
})
