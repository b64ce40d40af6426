import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { CellField } from '../../../shared/definition/fields'
import { consultation } from '../../../shared/kinds/consultation'
import { callEngine } from '../../support/desks/engine-call'
import { fileNeeds } from '../../support/machine/needs'
import { axeFindings } from '../../support/screens/axe'
import { passphrase } from '../../support/screens/clerk'
import { jumpTo, tabTo, typeValue } from '../../support/screens/keyboard'
import { outputFolder, settled, until } from '../../support/screens/screen'
import { type Seat, seatAtDistrict } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('drafts')
const form = '法律咨询登记表'
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtDistrict(2)
  page = screen.page
  await callEngine(page, 'users.add', { name: '吴秀英', role: 'entry', passphrase })
  await signInAs('吴秀英')
})
afterAll(() => screen?.close())

async function signInAs(name: string): Promise<void> {
  await page.getByRole('button', { name: '锁定' }).click()
  await page.getByLabel('用户', { exact: true }).click()
  await page.locator('.ant-select-item-option', { hasText: name }).click()
  await page.getByLabel('口令', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('button', { name: '锁定' }).waitFor()
}

type Typed = keyof typeof consultation.fields

async function type(key: Typed, value: string): Promise<void> {
  const field: CellField = consultation.fields[key]
  await tabTo(page, field.label, form)
  await typeValue(page, field, value)
}

const shown = (): Promise<string> =>
  until('the record to be shown', async () => /#\/k\/consultation\/([0-9a-f-]{36})$/.exec(page.url())?.[1])

/** Nothing on the screen that a screen reader or a weak eye stumbles over. */
async function expectClean(name: string): Promise<void> {
  await page.screenshot({ path: join(output, `${name}.png`), fullPage: true })
  expect(await axeFindings(page)).toEqual([])
}

let id: string

test('by the keyboard alone, a clerk keeps a letter without its answer, finds it, answers it and submits it', async () => {
  await page.keyboard.press('F1')
  const manual = page.getByRole('dialog', { name: '使用说明' })
  await manual.getByRole('article').waitFor()
  await page.keyboard.press('Escape')
  await manual.waitFor({ state: 'detached' })
  await jumpTo(page, '法律咨询')
  await page.keyboard.press('Control+n')
  await page.getByRole('form', { name: form }).waitFor()
  await type('unit', '桂花村')
  await type('channel', 'letter')
  await type('category', 'labour')
  await type('question', '包工头拖欠工资')
  await page.keyboard.press('Control+s')
  await page.getByText('请填写解答意见。').waitFor()
  await page.keyboard.press('Control+d')
  id = await shown()
  await page.getByText('已存为草稿', { exact: false }).waitFor()
  await page.getByText('这条记录还是草稿', { exact: false }).waitFor()
  await expectClean('draft')
  const { body } = await callEngine(page, 'records.get', { id })
  expect([body.status, body.answeredOn]).toEqual(['draft', undefined])
  const { rows } = await callEngine(page, 'deadlines.list', { record: id })
  expect(rows.map(({ label }) => label)).toEqual(['信函咨询答复'])

  await tabTo(page, '提交', '审核状态')
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: '审核状态' }).getByText('请填写解答意见。').waitFor()

  await jumpTo(page, '首页')
  const duties = page.getByRole('region', { name: '待办' })
  const waiting = duties.getByText('草稿（包括街道报来的），填写完整后请提交')
  await waiting.scrollIntoViewIfNeeded()
  await expectClean('home')
  await tabTo(page, '法律咨询 1 条草稿')
  await page.keyboard.press('Enter')
  await page.getByRole('grid', { name: '法律咨询列表' }).getByRole('row').nth(1).waitFor()
  await jumpTo(page, '法律咨询')
  await page.keyboard.press('Control+f')
  await page.keyboard.insertText('包工头')
  await page.waitForURL(/text=/)
  const grid = page.getByRole('grid', { name: '法律咨询列表' })
  await grid.and(page.locator('[aria-busy="false"]')).getByRole('row').nth(1).waitFor()
  await tabTo(page, '法律咨询列表')
  await page.keyboard.press('Enter')
  expect(await shown()).toBe(id)
  await tabTo(page, '修改')
  await page.keyboard.press('Enter')
  await page.getByRole('form', { name: form }).waitFor()
  await type('answer', '可以向劳动监察投诉')
  await page.keyboard.press('Control+d')
  await page.getByRole('form', { name: form }).waitFor({ state: 'detached' })
  await tabTo(page, '修改')
  await page.keyboard.press('Enter')
  await page.getByRole('form', { name: form }).waitFor()
  await expectClean('draft-form')
  await type('receivedBy', '吴秀英')
  await type('answeredOn', '2026-11-03')
  await page.keyboard.press('Control+s')
  await page.getByText('已提交', { exact: false }).first().waitFor()
  expect(await shown()).toBe(id)
  const after = (await callEngine(page, 'records.get', { id })).body
  expect(after).toMatchObject({ status: 'submitted', answer: '可以向劳动监察投诉', receivedBy: '吴秀英' })
})

const move = (name: string, reason?: string) =>
  callEngine(page, 'records.move', {
    id,
    flow: 'status',
    move: name,
    operation: randomUUID(),
    ...(reason === undefined ? {} : { reason }),
  })
const open = async (): Promise<void> => {
  await page.goto(`${page.url().split('#')[0]}#/k/consultation/${id}`)
  await page.getByRole('button', { name: '返回列表' }).waitFor()
}
const button = (name: string) => page.getByRole('button', { name, exact: true })

test('a clerk is told before editing what is approved that it will be looked at again, and can not delete it', async () => {
  await signInAs('周永贵')
  await move('approve')
  await signInAs('吴秀英')
  await open()
  await page.getByText('它会回到“已提交”，等待重新审核', { exact: false }).waitFor()
  expect(await button('删除').count()).toBe(0)
  await expectClean('approved')
  await button('修改').click()
  await page.getByRole('form', { name: form }).waitFor()
  await page.getByText('它会回到“已提交”，等待重新审核', { exact: false }).waitFor()
  await type('who', '张三丰')
  await page.keyboard.press('Control+s')
  await shown()
  await page.getByText('等待重新审核', { exact: false }).waitFor({ state: 'detached' })
  expect((await callEngine(page, 'records.get', { id })).body.status).toBe('submitted')
})

test('nothing but looking and printing is offered of what is void', async () => {
  await signInAs('周永贵')
  await move('void', '重复登记')
  await open()
  await page.getByText('这条记录已经作废', { exact: false }).waitFor()
  expect(await button('修改').count()).toBe(0)
  expect(await page.getByRole('button', { name: /^转为/ }).count()).toBe(0)
  await expectClean('void')
})

test('what is half-typed and on its way when its record is saved is not offered again, whichever request is the faster', async () => {
  await signInAs('吴秀英')
  const asked = (name: string, text: string | null): boolean => text?.includes(`"name":"${name}"`) ?? false
  const [kept, saved] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await page.route('**/rpc', async (route) => {
    if (asked('drafts.save', route.request().postData())) {
      kept.resolve()
      await saved.promise
    }
    await route.continue()
  })
  await jumpTo(page, '法律咨询')
  await page.keyboard.press('Control+n')
  await page.getByRole('form', { name: form }).waitFor()
  await type('unit', '桂花村')
  await type('channel', 'letter')
  await type('category', 'labour')
  await type('question', '试用期不签合同')
  await kept.promise
  const answered = page.waitForResponse((response) => asked('records.save', response.request().postData()))
  await page.keyboard.press('Control+d')
  await answered
  // What the page does at once when its record is saved is done with the next frames.
  for (let frames = 0; frames < 3; frames++)
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => drawn(null))))
  saved.resolve()
  await page.getByRole('form', { name: form }).waitFor({ state: 'detached' })
  await settled(page)
  await page.unroute('**/rpc')
  expect(await callEngine(page, 'drafts.get', { kind: 'consultation' })).toMatchObject({ draft: null })
})

test('nothing on these screens complained', () => {
  expect(screen.complaints).toEqual([])
})
