import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import type { Computer } from '../../support/desks/engine'
import { type Pair, pair, session } from '../../support/desks/pair'
import { fileNeeds } from '../../support/machine/needs'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import { exportBundle, goTo, signIn } from '../../support/screens/clerk'
import { expectClean, setTypeSize } from '../../support/screens/look'
import { outputFolder, type Screen } from '../../support/screens/screen'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('conflicts')
let all: Pair
let browser: Browser
let district: Screen
let page: Page
let lead: string
let deleted: string

const sessions = ['一号院子', '二号院子', '三号院子']

/** Two laptops wrote everything differently that can be, and both bundles have come to the district. */
beforeAll(async () => {
  all = await pair()
  const { a, b, district: office, units } = all
  const ids: string[] = []
  for (const courtyard of sessions)
    ids.push(await a.save('courtyard-session', session(units.peach, { courtyard })))
  deleted = await a.save('courtyard-session', session(units.plum, { courtyard: '删除的院子' }))
  const kind = 'wage-arrears-lead'
  const saved = await a.rpc.records.save({
    kind,
    patch: {
      date: '2026-11-02',
      unit: units.peach,
      source: 'visit',
      employer: '某建筑公司',
      workers: [{ name: '赵一一', phone: '13800001234', amount: 100_00 }],
    },
    operation: a.operation(),
  })
  lead = saved.id
  await office.take((await a.send()).file, (await b.send()).file)
  await b.take((await office.send('东街街道B')).file)
  const { workers } = (await a.body(lead)) as { workers: readonly { id: string }[] }
  const edit = (at: Computer, finding: string, amount: number, move: string) =>
    at.rpc.records
      .save({
        kind,
        id: lead,
        operation: at.operation(),
        patch: { finding, workers: [{ id: workers[0]?.id ?? '', amount }] },
      })
      .then(() =>
        at.rpc.records.move({
          id: lead,
          flow: 'state',
          move,
          patch: { handler: '区人社局' },
          operation: at.operation(),
        }),
      )
  await edit(a, '甲去了工地', 110_00, 'transfer')
  await edit(b, '乙打了电话', 130_00, 'verify')
  for (const id of ids) {
    await a.save('courtyard-session', { people: 50 }, id)
    await b.save('courtyard-session', { people: 60 }, id)
  }
  await a.rpc.records.delete({ id: deleted, operation: a.operation(), reason: '登记错了' })
  await b.save('courtyard-session', { people: 77 }, deleted)
  const sent = await a.rpc.sync.exportBundle({ folder: a.engine.grant(all.stick), medium: '东街-U07' })
  await office.take(sent.file, (await b.send()).file)
  await office.engine.close()
  browser = await launchBrowser()
  district = await browserScreens(browser)(office.profile, all.stick)
  page = district.page
  await signIn(page)
  await goTo(page, '核对')
}, 120_000)
afterAll(async () => {
  await district?.close()
  await browser?.close()
  await all.close()
})

const card = (label: string): Locator =>
  page.locator('article', { has: page.getByText(`${label}：2 种内容`) })
const clean = (name: string) => expectClean(district, join(output, `${name}.png`))

async function decide(of: Locator, reason: string): Promise<void> {
  await of.getByLabel('采用理由').fill(reason)
  await of.getByRole('button', { name: '采用', exact: true }).click()
  await of.waitFor({ state: 'detached' })
}

test.each([100, 150] as const)(
  'at %s %% every version stands beside the others, with who, when and which stick',
  async (size) => {
    await setTypeSize(district, size)
    const people = card('参加人数').first()
    for (const text of ['45人', '50人', '60人', '李管理', '东街街道 A 第 2 批，介质 东街-U07'])
      await people.getByText(text).first().waitFor()
    await clean(`${size}-顶上`)
    for (const label of ['删除还是保留', '办理进度', '务工人员', '核处情况']) {
      await card(label).scrollIntoViewIfNeeded()
      await page.screenshot({ path: join(output, `${size}-${label}.png`) })
    }
  },
)

test('one version is chosen with the keyboard alone', async () => {
  await setTypeSize(district, 100)
  const state = card('办理进度')
  await state.getByRole('radio').first().focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Tab')
  await page.keyboard.type('乙已在核处')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await state.waitFor({ state: 'detached' })
})

test('two long texts both stay, joined and edited', async () => {
  const finding = card('核处情况')
  await finding.getByRole('radio', { name: /保留两段/ }).check()
  const text = finding.getByRole('textbox', { name: '核处情况' })
  expect(await text.inputValue()).toContain('──────')
  await text.fill(`${await text.inputValue()}\n（两次核实）`)
  await clean('保留两段')
  await decide(finding, '两次都做了')
})

test('a row gets cells that neither wrote; what the field does not take is said beside it', async () => {
  const row = card('务工人员')
  await row.getByRole('button', { name: '显示东街街道 B填的电话' }).click()
  await row.getByText('13800001234').waitFor()
  await row.getByRole('radio', { name: /重新填写/ }).check()
  await row.getByLabel('欠薪金额').fill('-5')
  await row.getByLabel('采用理由').fill('看了工资表')
  await row.getByRole('button', { name: '采用', exact: true }).click()
  await row.getByRole('alert').waitFor()
  await clean('重新填写有错')
  await row.getByLabel('欠薪金额').fill('105')
  await decide(row, '看了工资表')
})

test('alike conflicts are decided at once for one side', async () => {
  await page.getByLabel('只看一项').click()
  await page.locator('.ant-select-item-option', { hasText: '院坝会 · 参加人数（3 处）' }).click()
  await page.getByRole('checkbox', { name: '全选这一页' }).check()
  const bar = page.getByRole('region', { name: '一并决定' })
  await bar.getByRole('combobox').click()
  await page.locator('.ant-select-item-option', { hasText: '东街街道 B（3 处）' }).click()
  await bar.getByLabel('理由').fill('以签到表为准')
  await clean('一并决定')
  await bar.getByRole('button', { name: '全部采用' }).click()
  await page.getByText('已决定 3 处').waitFor()
  await card('参加人数').first().waitFor({ state: 'detached' })
})

test('the last one leaves nothing to decide, and every decision reaches the laptops', async () => {
  await goTo(page, '首页')
  await goTo(page, '核对')
  const deletion = card('删除还是保留')
  await deletion.getByRole('radio', { name: /东街街道 A/ }).check()
  await decide(deletion, '确是登记错了')
  await page.getByText('没有需要核对的内容').waitFor()
  await clean('没有了')

  const { a } = all
  const file = await exportBundle(district, '东街街道A')
  await a.take(file.slice(all.stick.length + 1))
  expect(await a.body(lead)).toMatchObject({
    state: 'verifying',
    amount: 105_00,
    people: 1,
    finding: expect.stringContaining('（两次核实）'),
    workers: [expect.objectContaining({ amount: 105_00, phone: '138****1234' })],
  })
  expect((await a.rpc.records.get({ id: deleted })).deleted).toBe(true)
  const { rows } = await a.rpc.records.list({ kind: 'courtyard-session' })
  expect(rows.map(({ body }) => body.people)).toEqual([60, 60, 60])
  expect((await a.rpc.records.conflicts({})).conflicts).toEqual([])
})

test('nothing complains', () => {
  expect(district.complaints).toEqual([])
})
