import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { reconcileHubFacts } from '../../../electron/hub/facts/reconcile'
import { migrate } from '../../../electron/hub/store/migrate'
import { openStore } from '../../../electron/hub/store/open-store'
import type { Store } from '../../../electron/hub/store/store'
import { trusting } from '../../support/hub/certificate'
import { type Cluster, startCluster } from '../../support/hub/cluster'
import { addDistrict, addRecords, hubPassphrase, idOf } from '../../support/hub/region'
import { testKeysFolder } from '../../support/hub/sealed'
import { addSender, tellOf } from '../../support/hub/senders'
import { type ServedHub, serveByCommand, type Telephone } from '../../support/hub/serve'
import { fileNeeds } from '../../support/machine/needs'
import { axeFindings } from '../../support/screens/axe'
import { launchBrowser } from '../../support/screens/browser'
import { outputFolder, patience, until } from '../../support/screens/screen'

fileNeeds('chromium', 'chinese-font', 'postgres')

const output = outputFolder('hub')
const address = '河口街道李家村三组 18 号'
let cluster: Cluster
let owner: Store
let hub: ServedHub
let browser: Browser
let telephone: Telephone
let telephoneOfCity: Telephone
let telephoneOfReader: Telephone

beforeAll(async () => {
  cluster = await startCluster()
  const database = await cluster.newDatabase()
  owner = await openStore({ database })
  await migrate(owner)
  const east = await addDistrict(owner, '东区', [idOf('city'), idOf('east')])
  const west = await addDistrict(owner, '西区', [idOf('city'), idOf('west')])
  const village = { kind: 'unit', body: { name: '李家村', level: 'village', parent: idOf('east') } }
  const session = { date: '2026-11-20', unit: idOf('v1'), courtyard: '李家院子', people: 46 }
  await addRecords(
    owner,
    east,
    [
      { id: idOf('city'), kind: 'unit', body: { name: '江城市', level: 'city' } },
      { id: idOf('east'), kind: 'unit', body: { name: '东区', level: 'district', parent: idOf('city') } },
      { id: idOf('v1'), ...village },
      { id: idOf('c1'), kind: 'courtyard-session', number: 'HK-YB-2026-A0001', body: session },
      {
        id: idOf('h1'),
        kind: 'demonstration-household',
        body: { name: '张三丰', group: address, unit: idOf('v1') },
      },
    ],
    10,
  )
  const other = { date: '2026-11-09', unit: idOf('v9'), courtyard: '西院', people: 7 }
  await addRecords(
    owner,
    west,
    [
      { id: idOf('west'), kind: 'unit', body: { name: '西区', level: 'district' } },
      { id: idOf('c9'), kind: 'courtyard-session', body: other },
    ],
    10,
  )
  await addStreets(east)
  await reconcileHubFacts(owner)
  hub = await serveByCommand(database, await testKeysFolder({ store: owner, unit: idOf('city') }))
  telephone = await hub.addAccount('李主任', 'review', idOf('east'))
  telephoneOfCity = await hub.addAccount('王市长', 'review', idOf('city'))
  telephoneOfReader = await hub.addAccount('周科员', 'read', idOf('east'))
  browser = await launchBrowser(trusting(hub.cert))
})
afterAll(async () => {
  await browser?.close()
  await hub?.stop()
  await owner?.close()
  await cluster?.stop()
})

/** Three streets of the east: one that did nothing and said so, one that has been silent, one without a computer. */
async function addStreets(east: number): Promise<void> {
  const names = [
    ['dong', '东街街道'],
    ['xi', '西街街道'],
    ['shan', '山上街道'],
  ] as const
  await addRecords(
    owner,
    east,
    names.map(([id, name], order) => ({
      id: idOf(id),
      kind: 'unit',
      body: { name, level: 'street', parent: idOf('east'), order },
    })),
    50,
  )
  await addSender(owner, east, { id: 'office', role: 'district', unit: idOf('east'), name: '东区' })
  for (const [id, name] of names.slice(0, 2)) await addSender(owner, east, { id, unit: idOf(id), name })
  await tellOf(owner, east, 'dong', [[3, '2026-11-03T04:00:00.000Z']])
  await tellOf(owner, east, 'xi', [[5, '2026-08-02T04:00:00.000Z']])
}

async function visit(): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
  context.setDefaultTimeout(patience)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(hub.origin)
  return { page, complaints }
}

async function enter(page: Page, code: string, user = '李主任'): Promise<void> {
  await page.getByLabel('用户名').fill(user)
  await page.getByLabel('口令', { exact: true }).fill(hubPassphrase)
  await page.getByLabel('验证码').fill(code)
  await page.getByRole('button', { name: '登录' }).click()
}

/** Nothing on the screen that a screen reader or a weak eye stumbles over. */
async function expectClean(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(output, `${name}.png`), fullPage: true })
  expect(await axeFindings(page)).toEqual([])
}

test('a leader signs in over HTTPS with a code, and goes down to a village’s masked record of the own district and no other', async () => {
  const { page, complaints } = await visit()
  await page.getByRole('heading', { name: '登录平台' }).waitFor()
  await expectClean(page, 'sign-in')
  await enter(page, telephone.code() === '000000' ? '111111' : '000000')
  await page.getByText('用户名、口令或验证码不对').waitFor()
  await enter(page, telephone.code())
  await page.getByText('东区主要数据').waitFor()
  expect(await page.getByText('西区').count()).toBe(0)
  await expectClean(page, 'home')

  await page.goto(`${hub.origin}/#/?period=2026-11`)
  await page.getByRole('row', { name: /^李家村.* 46 / }).waitFor()
  await page.getByRole('link', { name: '李家村' }).click()
  await page.getByText('本单位情况').waitFor()
  await page.getByRole('columnheader', { name: '今年' }).waitFor()
  await expectClean(page, 'village')
  await page.getByRole('link', { name: /^院坝会 1 条$/ }).click()
  await page.getByText('共 1 条').waitFor()
  await page.getByText('李家院子').first().waitFor()
  expect(await page.getByText('西院').count()).toBe(0)
  expect(await page.getByRole('button', { name: /^新建/ }).count()).toBe(0)
  await expectClean(page, 'list')

  await page.goto(`${hub.origin}/#/k/demonstration-household/${idOf('h1')}`)
  await page.getByRole('button', { name: '返回列表' }).waitFor()
  expect(await page.content()).not.toContain(address)
  await expectClean(page, 'record')
  await page.getByRole('button', { name: /显示/ }).first().click()
  await page.getByText(address).waitFor()
  const rows = await owner.query(`SELECT account, action FROM hub_audit WHERE action = 'records.reveal'`)
  expect(rows).toEqual([{ account: '李主任', action: 'records.reveal' }])

  await page.getByRole('button', { name: '月报' }).click()
  await page.getByRole('link', { name: '报送情况' }).click()
  await page.getByRole('row', { name: /^山上街道 尚未报过/ }).waitFor()
  expect(await page.getByRole('link', { name: /^返回/ }).count()).toBe(0)
  await page.getByRole('button', { name: '查看催报单' }).click()
  await page.getByText('尚未收到过其交换文件').waitFor()
  await expectClean(page, 'readiness')

  expect(await page.evaluate(() => document.cookie)).toBe('')
  const [cookie] = await page.context().cookies()
  expect(cookie).toMatchObject({
    name: '__Host-yuanba-hub',
    secure: true,
    httpOnly: true,
    sameSite: 'Strict',
  })

  await page.getByRole('button', { name: '退出' }).click()
  await page.getByRole('heading', { name: '登录平台' }).waitFor()
  expect(await page.context().cookies()).toEqual([])
  await page.goto(`${hub.origin}/#/k/courtyard-session`)
  await page.reload()
  await page.getByRole('heading', { name: '登录平台' }).waitFor()
  expect(complaints).toEqual([])
  for (const told of [address, '李主任', '张三丰', hubPassphrase]) expect(hub.log()).not.toContain(told)
})

test('a city’s leader reads tables, charts and the month, goes from a number to its record, prints and takes a file', async () => {
  const { page, complaints } = await visit()
  await enter(page, telephoneOfCity.code(), '王市长')
  await page.getByRole('link', { name: '西区' }).waitFor()

  await page.getByRole('button', { name: '统计图表' }).click()
  await page.getByRole('link', { name: '统计表' }).click()
  await page.goto(`${hub.origin}/#/statistics-table?period=2026-11`)
  await page.getByRole('row', { name: /^西区/ }).waitFor()
  await expectClean(page, 'statistics')
  await page
    .getByRole('row', { name: /^西区/ })
    .getByRole('button', { name: '7', exact: true })
    .first()
    .click()
  await page.getByRole('dialog').getByRole('link', { name: /西院/ }).click()
  await page.getByRole('button', { name: '返回列表' }).waitFor()

  await page.goto(`${hub.origin}/#/charts?period=2026`)
  await page
    .getByRole('img', { name: /各单位.*西区1/ })
    .locator('canvas')
    .waitFor()
  await expectClean(page, 'charts')

  await page.goto(`${hub.origin}/#/reports?period=2026-11&unit=${idOf('east')}`)
  await page.getByText('东区2026年11月基层普法工作月报').first().waitFor()
  expect(await page.getByRole('button', { name: /定稿|保存特点/ }).count()).toBe(0)
  await expectClean(page, 'month')
  await page.getByRole('button', { name: '打印', exact: true }).click()
  const printed = page.frameLocator('iframe.print-frame').locator('section.page').first()
  await printed.getByText(/内部 编号 \d{6}/).waitFor({ state: 'attached' })
  await page.evaluate(() => document.querySelector('iframe.print-frame')?.remove())
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '存为 Word' }).click(),
  ])
  expect(readFileSync(await file.path()).toString('latin1', 0, 2)).toBe('PK')
  expect(await owner.query(`SELECT action FROM hub_audit WHERE account = '王市长' ORDER BY seq`)).toEqual(
    ['session.unlock', 'reports.print', 'reports.write'].map((action) => ({ action })),
  )

  await page.goto(`${hub.origin}/#/readiness?period=2026-10`)
  await page.getByRole('link', { name: '东区', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('row', { name: /^东街街道 零报告.*第 3 批/ }).waitFor()
  await page.getByRole('row', { name: /^西街街道 未报/ }).waitFor()
  await page.getByText('尚未收到过东区的交换文件').first().waitFor()
  await page.getByRole('button', { name: '查看催报单' }).click()
  await page.getByText('共3个街道，2个尚未报送').waitFor()
  await expectClean(page, 'streets')
  await page.getByRole('button', { name: '打印', exact: true }).click()
  const reminder = page.frameLocator('iframe.print-frame').locator('section.page').first()
  await reminder.getByText('东区2026年10月报送情况').waitFor({ state: 'attached' })
  await page.evaluate(() => document.querySelector('iframe.print-frame')?.remove())
  await page.getByRole('link', { name: '返回江城市' }).press('Enter')
  await page
    .locator('.street-table')
    .getByRole('row', { name: /^西区 尚未报过/ })
    .waitFor()
  expect(await page.getByRole('link', { name: /^返回/ }).count()).toBe(0)
  await page.goBack()
  await page.evaluate(() => localStorage.setItem('yuanba.type-size', '150'))
  await page.reload()
  await page.getByRole('row', { name: /^山上街道 尚未报过/ }).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await expectClean(page, 'streets-150')
  await page.evaluate(() => localStorage.removeItem('yuanba.type-size'))
  await page.reload()
  await page.getByRole('row', { name: /^山上街道 尚未报过/ }).waitFor()

  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: '查找' })
  await palette.getByRole('option', { name: /报送情况/ }).waitFor()
  expect(await palette.getByRole('option', { name: /^(设置|U盘交换)$/ }).count()).toBe(0)
  await palette.getByRole('combobox').fill('西院')
  await palette.getByRole('option', { name: /西院/ }).waitFor()
  await expectClean(page, 'palette')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /西院/ }).waitFor()

  // What a hub does not answer has no page there.
  await page.goto(`${hub.origin}/#/settings`)
  await page.getByText('没有这个页面').waitFor()
  expect(complaints).toEqual([])
})

test('the page of a record tells what runs for it and why, masked, small and large', async () => {
  const [east] = await owner.query<{ district: number }>(`SELECT district FROM districts WHERE name = '东区'`)
  const acceptedOn = '2026-10-20'
  const body = { date: acceptedOn, unit: idOf('v1'), type: 'family', applicant: '欧阳锦瑟', acceptedOn }
  await addRecords(owner, east?.district ?? 0, [{ id: idOf('m1'), kind: 'mediation', body }], 200)
  const { page, complaints } = await visit()
  await enter(page, telephoneOfReader.code(), '周科员')
  await page.getByText('东区主要数据').waitFor()
  await page.goto(`${hub.origin}/#/k/mediation/${idOf('m1')}`)
  const deadlines = page.getByRole('region', { name: '办理期限' })
  await deadlines.getByText(/逾期/).waitFor()
  await page.getByText('文书请在区（县）的电脑上打印。').waitFor()
  expect(await page.content()).not.toContain('锦瑟')
  await expectClean(page, 'deadlines')
  await deadlines.getByRole('button', { name: '计算依据' }).click()
  await page
    .getByRole('dialog')
    .getByText(/《.*》/)
    .first()
    .waitFor()
  await expectClean(page, 'deadlines-why')
  await page.keyboard.press('Escape')
  await page.evaluate(() => localStorage.setItem('yuanba.type-size', '150'))
  await page.reload()
  await deadlines.getByText(/逾期/).waitFor()
  await expectClean(page, 'deadlines-150')
  expect(complaints).toEqual([])
})

test('a session that has ended elsewhere ends on the screen with the next question', async () => {
  const { page } = await visit()
  const used = await owner.query<{ step: number }>('SELECT last_step AS step FROM accounts')
  // A code counts once: the next is half a minute away at most.
  const next = await until('another code', async () =>
    Math.floor(Date.now() / 30_000) > (used[0]?.step ?? 0) ? telephone.code() : undefined,
  )
  await enter(page, next)
  await page
    .getByRole('link', { name: /^院坝会/ })
    .first()
    .waitFor()
  await owner.query('DELETE FROM sessions')
  // By the address: a link may be gone already, because the page asks by itself too.
  await page.evaluate(() => {
    location.hash = '#/k/courtyard-session'
  })
  await page.getByRole('heading', { name: '登录平台' }).waitFor()
})
