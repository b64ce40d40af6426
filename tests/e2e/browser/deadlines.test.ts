import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { addDays } from '../../../shared/deadlines/dates'
import { axeFindings } from '../../support/axe'
import { browserScreens, launchBrowser } from '../../support/browser'
import { foundDistrict, goTo, passphrase } from '../../support/clerk'
import { callEngine } from '../../support/engine-call'
import { layTable, outputFolder, type Screen } from '../../support/screen'

const table = layTable()
const output = outputFolder('deadlines-browser')
let browser: Browser
let screen: Screen

beforeAll(async () => {
  browser = await launchBrowser()
  screen = await browserScreens(browser)(table.path('profile'), table.path('stick'))
  const { page } = screen
  await foundDistrict(page, '示范区司法局', '周永贵')
  const save = async (kind: string, patch: Record<string, string | number>) =>
    (await callEngine(page, 'records.save', { kind, patch, operation: randomUUID() })).id
  const { site } = await callEngine(page, 'profile.state', {})
  const street = await save('unit', { name: '桂湖街道', level: 'street', parent: site?.unitId ?? '' })
  const unit = await save('unit', { name: '桂湖一村', level: 'village', parent: street })
  const { today } = await callEngine(page, 'deadlines.list', {})
  for (const ago of [40, 2])
    await save('legal-aid-case', {
      ...{ date: today, unit, applicant: '张三丰', phone: '13800001234', cause: `欠薪${ago}` },
      ...{ caseType: 'civil', appliedOn: addDays(today, -ago) },
    })
})
afterAll(async () => {
  await screen?.close()
  await browser?.close()
  table.clear()
})

const section = () => screen.page.getByRole('region', { name: '期限' })

test('the first screen lists what is overdue before what comes, with whose clock it is', async () => {
  await goTo(screen.page, '首页')
  await section().waitFor()
  const headings = await section().getByRole('heading', { level: 3 }).allInnerTexts()
  expect(headings[0]).toBe('已逾期(1)')
  expect(headings).toHaveLength(2)
  const overdue = section().getByRole('list', { name: '已逾期' })
  expect(await overdue.innerText()).toMatch(/法援审查.法援机构.*欠薪40/s)
  expect(await overdue.innerText()).not.toContain('张三丰')
  expect(await axeFindings(screen.page)).toEqual([])
  await screen.page.screenshot({ path: join(output, '期限.png') })
})

test('a click tells why it is this day, and the link opens the record', async () => {
  const overdue = section().getByRole('list', { name: '已逾期' })
  await overdue.getByRole('button', { name: /^为什么是这一天/ }).click()
  const dialog = screen.page.getByRole('dialog')
  await dialog.getByText('法律援助法').first().waitFor()
  expect(await dialog.innerText()).toContain('第四十三条第一款')
  expect(await axeFindings(screen.page)).toEqual([])
  await screen.page.screenshot({ path: join(output, '为什么是这一天.png') })
  await screen.page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await overdue.getByRole('link').click()
  await screen.page.getByRole('heading', { level: 1, name: /欠薪40/ }).waitFor()
})

test('the list goes to the printer as it is, and the audit log notes it', async () => {
  const { page } = screen
  await goTo(page, '首页')
  await section().getByRole('button', { name: '打印期限' }).click()
  const sheet = page.frameLocator('iframe.print-frame').locator('.page')
  await sheet.first().waitFor({ state: 'attached' })
  expect(await sheet.count()).toBe(1)
  expect(await sheet.first().textContent()).toMatch(/办理期限一览.*法援审查.*法援机构/s)
  // A browser without a window prints nothing, so that nobody takes the frame away.
  await page.evaluate(() => document.querySelector('iframe.print-frame')?.remove())
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
