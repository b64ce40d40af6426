import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { addDays } from '../../../shared/dates'
import { callEngine } from '../../support/desks/engine-call'
import { fileNeeds } from '../../support/machine/needs'
import { textInZip } from '../../support/paper/zip'
import { axeFindings } from '../../support/screens/axe'
import { goTo, passphrase, saveAs } from '../../support/screens/clerk'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtDistrict } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('deadlines-browser')
let screen: Seat

beforeAll(async () => {
  screen = await seatAtDistrict()
  const { page } = screen
  const save = async (kind: string, patch: Record<string, string | number>) =>
    (await callEngine(page, 'records.save', { kind, patch, operation: randomUUID() })).id
  const { site } = await callEngine(page, 'profile.state', {})
  const street = await save('unit', { name: '桂湖街道', level: 'street', parent: site?.unitId ?? '' })
  const unit = await save('unit', { name: '桂湖一村', level: 'village', parent: street })
  const { today } = await callEngine(page, 'deadlines.list', {})
  for (const ago of [40, 2])
    await save('legal-aid-case', {
      date: today,
      unit,
      applicant: '张三丰',
      phone: '13800001234',
      cause: `欠薪${ago}`,
      caseType: 'civil',
      appliedOn: addDays(today, -ago),
    })
  await save('wage-arrears-lead', {
    date: today,
    unit,
    source: 'visit',
    people: 3,
    amount: 90_000_00,
    employer: '恒川建设公司',
    complainedOn: addDays(today, -60),
  })
})
afterAll(() => screen?.close())

const section = () => screen.page.getByRole('region', { name: '期限' })
/** An entry of a list that nobody types into. */
async function choose(control: Locator, label: string): Promise<void> {
  await control.click()
  await screen.page.getByTitle(label, { exact: true }).last().click()
}
const preview = () => screen.page.getByRole('region', { name: 'A4 预览' }).locator('.page')

test('the place 期限 lists what is overdue before what comes, with whose clock it is', async () => {
  await goTo(screen.page, '期限')
  await section().waitFor()
  const headings = await section().getByRole('heading', { level: 3 }).allInnerTexts()
  expect(headings[0]).toBe('已逾期（2）')
  expect(headings).toHaveLength(2)
  const overdue = section().getByRole('list', { name: '已逾期' })
  expect(await overdue.innerText()).toMatch(/法援审查.法援机构.*欠薪40/s)
  expect(await overdue.innerText()).not.toContain('张三丰')
  expect(await axeFindings(screen.page)).toEqual([])
  await screen.page.screenshot({ path: join(output, '期限.png') })
})

test('a click tells why it is this day, and the link opens the record', async () => {
  const overdue = section().getByRole('list', { name: '已逾期' })
  await overdue.getByRole('button', { name: /^计算依据：法援审查/ }).click()
  const dialog = screen.page.getByRole('dialog')
  await dialog.getByText('法律援助法').first().waitFor()
  expect(await dialog.innerText()).toContain('第四十三条')
  expect(await axeFindings(screen.page)).toEqual([])
  await screen.page.screenshot({ path: join(output, '计算依据.png') })
  await screen.page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await overdue.getByRole('link', { name: /欠薪40/ }).click()
  await screen.page.getByRole('heading', { level: 1, name: /欠薪40/ }).waitFor()
})

test('on a record its time limit comes before every notice', async () => {
  const { page } = screen
  await page.getByRole('region', { name: '办理期限' }).waitFor()
  // What may be the same record has its place below.
  await page.locator('.page > .similar-place').waitFor({ state: 'attached' })
  expect(await page.locator('.page > :nth-child(2)').getAttribute('aria-label')).toBe('办理期限')
  await page.screenshot({ path: join(output, '期限在前.png') })
})

test('one clock can be looked at alone, with how much runs by each', async () => {
  const { page } = screen
  await goTo(page, '期限')
  await choose(section().getByLabel('责任主体'), '人社（1）')
  await section().getByText('劳动监察受理').waitFor()
  await section().getByText('法援审查').first().waitFor({ state: 'detached' })
  expect(await axeFindings(page)).toEqual([])
  await page.screenshot({ path: join(output, '责任主体.png') })
  await section()
    .getByRole('link', { name: /到期清单/ })
    .click()
  await preview().getByText('劳动监察受理').waitFor()
  expect(await preview().count()).toBe(1)
})

test('the 到期清单 shows the pages for the time, order and purpose that are chosen', async () => {
  const { page } = screen
  await goTo(page, '期限')
  await page.getByRole('button', { name: '到期清单' }).click()
  await preview().getByRole('heading', { level: 1 }).filter({ hasText: '到期清单（本周和下周）' }).waitFor()
  await choose(page.getByLabel('排列'), '按责任主体分开')
  await preview().getByText('法援机构（2项）').waitFor()
  await choose(page.getByLabel('用途'), '公示')
  await page.getByText('公示前请再核对一遍').waitFor()
  await preview().getByText('公示 预览').waitFor()
  for (const size of [150, 100]) {
    await page.getByRole('button', { name: `字号 ${size}%` }).click()
    await page.screenshot({ path: join(output, `到期清单-${size}.png`) })
    expect(await axeFindings(page)).toEqual([])
  }
  await choose(page.getByLabel('用途'), '上报')
  await preview().getByText('上报 预览').waitFor()
})

test('the list goes to the printer with the number of its audit row', async () => {
  const { page } = screen
  await page.keyboard.press('Control+p')
  const sheet = page.frameLocator('iframe.print-frame').locator('.page')
  await sheet.first().waitFor({ state: 'attached' })
  expect(await sheet.count()).toBe(1)
  expect(await sheet.first().textContent()).toMatch(/到期清单.*法援机构.*法援审查.*上报 编号 \d{6}/s)
  // A browser without a window prints nothing, so that nobody takes the frame away.
  await page.evaluate(() => document.querySelector('iframe.print-frame')?.remove())
})

test('Excel holds what the pages show', async () => {
  const { page } = screen
  await saveAs(page, 'Excel')
  await page.getByText(/已保存 .*到期清单.*xlsx/).waitFor()
  const xml = textInZip(readFileSync(await screen.received(/\.xlsx$/)), 'xl/worksheets/sheet1.xml')
  expect(xml).toContain('劳动监察受理')
  expect(xml).toMatch(/上报 编号 \d{6}/)
  expect(xml).not.toContain('张三丰')
})

test('a 管理 gives another role and removes somebody after being asked', async () => {
  const { page } = screen
  await callEngine(page, 'users.add', { name: '王录入', role: 'entry', passphrase })
  await goTo(page, '设置')
  await page.getByRole('combobox', { name: '王录入 的角色' }).waitFor()
  await page.screenshot({ path: join(output, '用户.png') })
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: '移除 王录入' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '移除' }).click()
  await page.getByText('已移除用户 王录入').waitFor()
  expect((await callEngine(page, 'users.list', {})).users.map(({ name }) => name)).toEqual(['周永贵'])
})

test('a window that nobody touches locks itself and keeps what was half typed', async () => {
  const { page } = screen
  await page.clock.install()
  await page.reload()
  await page.goto(`${page.url().split('#')[0]}#/k/consultation/new`)
  await page.getByLabel('接待人').fill('吴秀英')
  await page.clock.fastForward('11:00')
  await page.getByRole('button', { name: '登录' }).waitFor()
  await page.getByLabel('口令', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('navigation', { name: '目录' }).waitFor()
  expect((await callEngine(page, 'home.overview', {})).drafts).toMatchObject([{ kind: 'consultation' }])
})

test('nothing on these screens complained', () => {
  expect(screen.complaints).toEqual([])
})
