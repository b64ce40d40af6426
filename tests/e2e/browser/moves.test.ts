import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { callEngine } from '../../support/desks/engine-call'
import { fileNeeds } from '../../support/machine/needs'
import { axeFindings } from '../../support/screens/axe'
import { field, newForm, openGroup, pick, saveForm } from '../../support/screens/clerk'
import { outputFolder, until } from '../../support/screens/screen'
import { type Seat, seatAtDistrict } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('moves')
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtDistrict(2)
  page = screen.page
})
afterAll(() => screen?.close())

/** What Ctrl+V does to the control that has the keyboard. */
async function pasteInto(control: Locator, text: string): Promise<void> {
  await control.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
}

/** Nothing on the screen that a screen reader or a weak eye stumbles over. */
async function expectClean(name: string): Promise<void> {
  await page.screenshot({ path: join(output, `${name}.png`), fullPage: true })
  expect(await axeFindings(page)).toEqual([])
}

test('a lead is moved by what the step asks for, taken back, and followed up by a case that shows in both', async () => {
  const form = await newForm(page, 'wage-arrears-lead', '欠薪线索')
  await pick(page, field(form, '所属单位'), '桂花村')
  await pick(page, field(form, '线索来源'), '来访')
  await field(form, '用人单位').fill('某建筑劳务公司')
  await field(form, '涉及人数').fill('2')
  await field(form, '涉及金额').fill('3190')
  await openGroup(form, '工人名单')
  await pasteInto(
    form.getByRole('button', { name: '添加一条务工人员' }),
    '姓名\t电话\t欠薪金额\n郑家富\t19900001234\t5000\n吴秀英\t123\t800\n郑小军\t\t1,500.5',
  )
  await form.getByText('第3行').waitFor()
  expect(await field(form, '涉及人数').inputValue()).toMatch(/^2/)
  expect(await field(form, '涉及金额').inputValue()).toContain('6,500.5')
  await expectClean('粘贴名单')
  await saveForm(form)

  const path = page.getByRole('region', { name: '办理进度' })
  await path.getByRole('button', { name: '转办' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '转办' }).click()
  await dialog.getByText('请填写承办单位（承办人）。').waitFor()
  await expectClean('转办表')
  await dialog.getByLabel('承办单位（承办人）').fill('区劳动监察大队')
  await dialog.getByRole('button', { name: '转办' }).click()
  await dialog.waitFor({ state: 'detached' })
  await path.locator('[aria-current=step]', { hasText: '转办' }).waitFor()
  const toast = page.locator('.toast').filter({ hasText: '已转办' })
  await toast.getByRole('button', { name: '撤销' }).click()
  await path.locator('[aria-current=step]', { hasText: '接收' }).waitFor()
  await expectClean('欠薪线索')

  await page.getByRole('button', { name: /^转为法律援助案件：.*199/ }).click()
  const aid = page.getByRole('form', { name: '法律援助案件登记表' })
  await aid.waitFor()
  await expectClean('转为法律援助')
  // The applicant and the telephone are the worker's: the engine takes them over whole, unseen.
  await saveForm(aid)
  const journey = page.getByRole('region', { name: '流转记录' })
  await journey.getByText(/法律援助案件 .*（本条）/).waitFor()
  await expectClean('法律援助案件')
  await journey.getByRole('link', { name: /^欠薪线索/ }).click()
  await journey.getByRole('link', { name: /^法律援助案件/ }).waitFor()
  await expectClean('有后续的线索')
})

test('a list of workers as it comes from a site is pasted, and what was left out or is doubtful is said', async () => {
  const form = await newForm(page, 'wage-arrears-lead', '欠薪线索')
  await pick(page, field(form, '所属单位'), '桂花村')
  await pick(page, field(form, '线索来源'), '来访')
  await field(form, '用人单位').fill('某园林公司')
  await openGroup(form, '工人名单')
  const add = form.getByRole('button', { name: '添加一条务工人员' })
  await pasteInto(
    add,
    [
      '某工地拖欠工资名册\t\t\t\t',
      '序号\t工种\t公民身份号码\t姓 名\t拖欠工资（元）',
      '1\t木工\t11010519491231002X\t郑家富\t5,000',
      '2\t木工\t510104199001020000\t吴秀英\t800',
      '3\t小工\t\t郑小军\t1500.5',
      '合计\t\t\t\t7,300',
    ].join('\n'),
  )
  const report = form.getByRole('alert').filter({ hasText: '粘贴了 2 行' })
  for (const sentence of [
    /第4行.*后几位已被表格软件改成了 0/,
    /第 1 行在列名上方/,
    /没有粘贴：工种/,
    /第 6 行是合计，没有粘贴/,
    /第6行.*欠薪金额是 7,300.00 元，各行相加是 7,300.50 元/,
  ])
    await report.locator('li').filter({ hasText: sentence }).waitFor()
  expect(await field(form, '涉及金额').inputValue()).toContain('6,500.5')
  await expectClean('粘贴名册')
  await report.getByRole('button', { name: '知道了，不再显示' }).click()

  await pasteInto(add, '吴秀英\t510104199001010019\t800\n王一\t11010519491231002X\t900')
  await form.getByText(/没有找到列名.*第1列 姓名、第2列 身份证号、第3列 欠薪金额/).waitFor()
  await form.getByText(/和名单里原有的第 1 条身份证号相同/).waitFor()
  expect(await field(form, '涉及人数').inputValue()).toMatch(/^4/)
  await expectClean('粘贴没有列名的名册')
  await saveForm(form)
})

test('the rate that is chosen fills what is paid, and a rate for other cases is refused beside it', async () => {
  const rate = { name: '代理补贴', caseType: 'civil', from: '2021-01-01' }
  for (const more of [
    { serviceForm: 'representation', amount: 160_000 },
    { serviceForm: 'labour', amount: 90_000 },
  ])
    await callEngine(page, 'records.save', {
      kind: 'subsidy-rate',
      patch: { ...rate, ...more },
      operation: randomUUID(),
    })
  const form = await newForm(page, 'legal-aid-case', '法律援助案件')
  await pick(page, field(form, '所属单位'), '桂花村')
  await field(form, '申请人').fill('王一')
  await pick(page, field(form, '案件类型'), '民事')
  await pick(page, field(form, '援助形式'), '劳动争议调解与仲裁代理')
  await openGroup(form, '归档补贴')
  const choose = async (amount: string): Promise<void> => {
    await field(form, '补贴标准').click()
    await page.locator('.ant-select-item-option').filter({ hasText: amount }).click()
  }
  await choose('1,600.00')
  await until('the amount of the rate', async () =>
    (await field(form, '补贴金额').inputValue()) === '1600' ? true : undefined,
  )
  await form.getByRole('button', { name: '保存', exact: true }).click()
  await form.getByText(/^补贴标准是“民事、行政.*请重新选择/).waitFor()
  await expectClean('补贴标准不符')
  await choose('900.00')
  await until('the amount of the other rate', async () =>
    (await field(form, '补贴金额').inputValue()) === '900' ? true : undefined,
  )
  await saveForm(form)
})

test('nothing on these screens complained', () => {
  expect(screen.complaints).toEqual([])
})
