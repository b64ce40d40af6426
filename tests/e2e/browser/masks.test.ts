import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { kindOf } from '../../../shared/kinds'
import { auditRows } from '../../support/desks/audit-rows'
import { user } from '../../support/desks/engine'
import { callEngine } from '../../support/desks/engine-call'
import { fileNeeds } from '../../support/machine/needs'
import { filledPatch } from '../../support/records/filled'
import { screenshot } from '../../support/records/pictures'
import { axeFindings } from '../../support/screens/axe'
import { passphrase, pick } from '../../support/screens/clerk'
import { tabTo } from '../../support/screens/keyboard'
import { outputFolder } from '../../support/screens/screen'
import { type Seat, seatAtDistrict } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('masks')
const idNumber = '11010519491231002X'
const shortened = '110***********002X'
let screen: Seat
let page: Page
let asked: string
let session: string

beforeAll(async () => {
  screen = await seatAtDistrict(2, user)
  page = screen.page
  const units = await callEngine(page, 'records.list', { kind: 'unit' })
  const unit = units.rows.find(({ title }) => title.includes('桂花村'))?.id ?? ''
  const saved = async (kind: string, patch: ReturnType<typeof filledPatch>): Promise<string> => {
    const required = filledPatch(kindOf(kind), () => unit, 'required')
    const input = { kind, patch: { ...required, ...patch }, operation: randomUUID() }
    return (await callEngine(page, 'records.save', input)).id
  }
  asked = await saved('consultation', { who: '张三丰', idNumber })
  session = await saved('courtyard-session', {
    demands: [{ who: '李四', phone: '13800001234', what: '地界不清', category: 'housing' }],
  })
  await callEngine(page, 'users.add', { name: '吴秀英', role: 'entry', passphrase })
})
afterAll(() => screen?.close())

async function goto(path: string): Promise<void> {
  await page.goto(`${page.url().split('#')[0]}#${path}`)
}
const open = async (kind: string, id: string): Promise<void> => {
  await goto(`/k/${kind}/${id}`)
  await page.getByRole('button', { name: '返回列表' }).waitFor()
}
const button = (name: string, within: Page | Locator = page) =>
  within.getByRole('button', { name, exact: true })
const shown = (text: string) => page.locator('.value-text').getByText(text, { exact: true })

/** Nothing on the screen that a screen reader or a weak eye stumbles over. */
async function expectClean(name: string): Promise<void> {
  await page.screenshot({ path: join(output, `${name}.png`), fullPage: true })
  expect(await axeFindings(page)).toEqual([])
}

async function edit(kind: string, id: string, name: string): Promise<Locator> {
  await open(kind, id)
  await button('修改').click()
  const form = page.getByRole('form', { name })
  await form.waitFor()
  return form
}

test('a number shown whole is noted in the audit log, and shortened again once the record was left', async () => {
  await open('consultation', asked)
  await shown(shortened).waitFor()
  await button('显示身份证号').click()
  await shown(idNumber).waitFor()
  const noted = (await auditRows({ profile: screen.profile })).filter(
    ({ action }) => action === 'records.reveal',
  )
  expect(noted.map(({ detail }) => JSON.parse(detail))).toEqual([
    expect.objectContaining({ id: asked, field: 'idNumber' }),
  ])
  await button('返回列表').click()
  await page.getByRole('grid', { name: '法律咨询列表' }).waitFor()
  await page.goBack()
  await shown(shortened).waitFor()
  expect(await page.getByText(idNumber).count()).toBe(0)
  await button('显示身份证号').waitFor()
})

test('by keyboard, a hidden number is emptied when somebody refuses to be known after all, and that is taken back', async () => {
  const form = await edit('consultation', asked, '法律咨询登记表')
  await pick(page, form.getByLabel('拒绝提供身份信息'), '是')
  await form.getByRole('button', { name: '保存', exact: true }).click()
  await form.locator('.problem').first().waitFor()
  await tabTo(page, '清空身份证号', '法律咨询登记表')
  await page.keyboard.press('Enter')
  await form.getByText('保存后这一项为空').waitFor()
  await expectClean('清空')
  await page.keyboard.press('Enter')
  await form.getByText('保存后这一项为空').waitFor({ state: 'detached' })
  expect(await form.getByLabel('身份证号', { exact: true }).getAttribute('placeholder')).toBe(shortened)
  await page.keyboard.press('Enter')
  await form.getByText('保存后这一项为空').waitFor()
  await page.keyboard.press('Control+s')
  await form.waitFor({ state: 'detached' })
  await page.getByRole('heading', { level: 1 }).waitFor()
  const { body, number } = await callEngine(page, 'records.get', { id: asked })
  expect([body.idRefused, body.idNumber, body.who]).toEqual([true, undefined, '张*'])
  // Those of the units may still stand beside it.
  const toast = page.locator('.toast').filter({ hasText: number ?? '' })
  await toast.getByRole('button', { name: '撤销' }).click()
  await shown(shortened).waitFor()
})

test('a hidden cell of a row is emptied likewise, the rest of the row stays', async () => {
  const form = await edit('courtyard-session', session, '院坝会登记表')
  const row = form.getByRole('group', { name: '群众诉求 第1条' })
  await button('清空电话', row).click()
  await expectClean('清空一格')
  await form.getByRole('button', { name: '保存', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  const { body } = await callEngine(page, 'records.get', { id: session })
  expect(body.demands).toEqual([expect.objectContaining({ who: '李*', what: '地界不清' })])
  expect(body.demands).not.toEqual([expect.objectContaining({ phone: expect.anything() })])
})

const box = () => page.getByRole('region', { name: '附件', exact: true })

test('a picture of a card is taken for one, shows nothing until it is opened, and is not printed', async () => {
  await open('consultation', asked)
  const [card, place] = [join(screen.stick, '身份证.png'), join(screen.stick, '现场.png')]
  writeFileSync(card, screenshot(30, 20))
  writeFileSync(place, screenshot(40, 20))
  await screen.choose(card)
  expect(await box().getByLabel('再添加的含证件等敏感信息').isChecked()).toBe(true)
  await button('添加照片或扫描件', box()).click()
  await box()
    .getByRole('button', { name: /^查看身份证/ })
    .waitFor()
  expect(await box().getByRole('img').count()).toBe(0)
  expect(
    await box()
      .getByRole('button', { name: /^打印照片/ })
      .count(),
  ).toBe(0)
  await expectClean('证件附件')
  await box()
    .getByRole('button', { name: /^查看身份证/ })
    .click()
  const viewer = page.getByRole('dialog', { name: /^身份证/ })
  await viewer.getByRole('img', { name: /^身份证/ }).waitFor()
  await page.keyboard.press('Escape')
  await viewer.waitFor({ state: 'hidden' })
  await box().getByLabel('再添加的含证件等敏感信息').uncheck()
  await screen.choose(place)
  await button('添加照片或扫描件', box()).click()
  await box().getByRole('img', { name: '现场.jpg' }).waitFor()
  expect(
    await box()
      .getByRole('button', { name: /^打印照片/ })
      .count(),
  ).toBe(2)
})

test('who may not see numbers whole is not offered to', async () => {
  await button('锁定').click()
  await page.getByLabel('用户', { exact: true }).click()
  await page.locator('.ant-select-item-option', { hasText: '吴秀英' }).click()
  await page.getByLabel('口令', { exact: true }).fill(passphrase)
  await button('登录').click()
  await button('锁定').waitFor()
  await open('consultation', asked)
  await shown(shortened).waitFor()
  expect(await page.getByRole('button', { name: /^显示(?!未填)/ }).count()).toBe(0)
  await box().getByText('您的角色不能查看', { exact: false }).waitFor()
  await box()
    .getByRole('button', { name: /^查看现场/ })
    .waitFor()
  expect(
    await box()
      .getByRole('button', { name: /^查看身份证/ })
      .count(),
  ).toBe(0)
  await expectClean('证件附件不能查看')
})

test('nothing on these screens complained', () => {
  expect(screen.complaints).toEqual([])
})
