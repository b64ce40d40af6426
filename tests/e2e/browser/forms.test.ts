import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { axeFindings } from '../../support/screens/axe'
import { addUnit, field, goTo, newForm, openGroup, pick, saveForm } from '../../support/screens/clerk'
import { outputFolder, until } from '../../support/screens/screen'
import { type Seat, seatAtDistrict } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('forms')
let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtDistrict(2)
  page = screen.page
  await addUnit(page, { name: '荷花村', level: '村', parent: '云锦街道' })
  const team = await newForm(page, 'team', '普法小分队')
  await field(team, '队名').fill('桂花小分队')
  await pick(page, field(team, '村（社区）'), '桂花村')
  await field(team, '队长').fill('解队长')
  await saveForm(team)
  await logFirst()
})
afterAll(() => screen?.close())

/** Nothing on the screen that a screen reader or a weak eye stumbles over. */
async function expectClean(name: string): Promise<void> {
  await page.screenshot({ path: join(output, `${name}.png`) })
  expect(await axeFindings(page)).toEqual([])
}

const sessionForm = (): Promise<Locator> => newForm(page, 'courtyard-session', '院坝会')

async function fillNumbers(form: Locator, households: string, people: string): Promise<void> {
  await field(form, '开始时间').fill('19:00')
  await field(form, '参加户数').fill(households)
  await field(form, '参加人数').fill(people)
}

/** The first session, of which the next ones carry over. */
async function logFirst(): Promise<void> {
  const form = await sessionForm()
  await pick(page, field(form, '村（社区）'), '桂花村')
  await field(form, '院坝（户主）').fill('3组张家')
  await pick(page, field(form, '小分队'), '桂花小分队')
  await field(form, '主持人').fill('王主持')
  await field(form, '主讲人').fill('赵主讲')
  await field(form, '议题').fill('根治欠薪')
  await fillNumbers(form, '20', '45')
  await saveForm(form)
}

const chosenIn = (form: Locator, label: string): Promise<string> =>
  field(form, label).evaluate((input) => input.closest('.ant-select')?.textContent ?? '')

test('nobody is warned of a duplicate before something is typed', async () => {
  const asked: string[] = []
  page.on('request', (request) => {
    const body = request.postData() ?? ''
    if (body.includes('records.similar')) asked.push(body)
  })
  const form = await sessionForm()
  await field(form, '参加人数').fill('31')
  await form.getByText(/可能已经登记过/).waitFor()
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.filter((body) => !body.includes('"people":3'))).toEqual([])
})

test('what was carried over follows the village, and the form says what it changed', async () => {
  const form = await sessionForm()
  expect(await field(form, '院坝（户主）').inputValue()).toBe('3组张家')
  await pick(page, field(form, '村（社区）'), '荷花村')
  await form.getByText('院坝（户主）、主持人、小分队不属于这里，已清空，请重新填写。').waitFor()
  expect(await field(form, '院坝（户主）').inputValue()).toBe('')
  expect(await field(form, '主持人').inputValue()).toBe('')
  expect(await field(form, '主讲人').inputValue()).toBe('赵主讲')
  expect(await chosenIn(form, '小分队')).not.toContain('桂花小分队')
  await expectClean('换村')
  await pick(page, field(form, '村（社区）'), '桂花村')
  await form.getByText('院坝（户主）、主持人、小分队已换成上次在这里填写的，请核对。').waitFor()
  expect(await field(form, '院坝（户主）').inputValue()).toBe('3组张家')
})

test('fifty households with five people are asked about once, and kept when they are meant', async () => {
  const form = await sessionForm()
  await fillNumbers(form, '50', '5')
  await form.getByRole('button', { name: '保存', exact: true }).click()
  await form.getByRole('alert').filter({ hasText: '确认无误的，请再点一次' }).waitFor()
  await form.getByText('参加人数比户数少，请核对：每户至少到 1 人。').first().waitFor()
  await expectClean('请核对')
  await saveForm(form)
})

test('a limit stands in its sentence', async () => {
  const form = await sessionForm()
  await field(form, '参加户数').fill('123456789')
  await field(form, '参加人数').focus()
  await form.getByText('参加户数超过 99999999，请核对是否多打了数字。').waitFor()
})

test('what has the focus is never under the bar of buttons, nor is a message over it', async () => {
  const form = await sessionForm()
  const bar = form.locator('.form-actions').last()
  await field(form, '日期').focus()
  const covered: string[] = []
  for (let step = 0; step < 25; step++) {
    await page.keyboard.press('Tab')
    const hidden = await page.evaluate(() => {
      const [at, below] = [document.activeElement, document.querySelector('.record-form > .form-actions')]
      if (!at || !below || below.contains(at) || !at.closest('.record-form')) return null
      const [box, line] = [at.getBoundingClientRect(), below.getBoundingClientRect()]
      return box.bottom > line.top + 1 ? (at.closest('.labeled')?.textContent ?? at.outerHTML) : null
    })
    if (hidden !== null) covered.push(hidden)
  }
  expect(covered).toEqual([])
  await fillNumbers(form, '21', '46')
  // Messages of earlier saves are put away: one may leave while it is measured.
  await page.evaluate(() => {
    for (const close of document.querySelectorAll<HTMLElement>('.toast [aria-label="关闭提示"]'))
      close.click()
  })
  await page.locator('.toast').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Enter')
  const toast = page.locator('.toast')
  await Promise.all([toast.waitFor(), bar.waitFor()])
  // The next form takes the place of the saved one meanwhile.
  await until('the message to stand above the bar', async () => {
    const [message, buttons] = [await toast.boundingBox(), await bar.boundingBox()]
    return message && buttons && message.y + message.height <= buttons.y ? true : undefined
  })
  await expectClean('提示不遮按钮')
})

test('refused rows of a long paste are told in view, above the rows', async () => {
  const form = await newForm(page, 'wage-arrears-lead', '欠薪线索')
  await openGroup(form, '工人名单')
  const add = form.getByRole('button', { name: '添加一条务工人员' })
  const rows = Array.from({ length: 60 }, (_, at) =>
    [7, 31, 58].includes(at) ? `工人${at}\t123\t800` : `工人${at}\t\t800`,
  )
  const text = ['姓名\t身份证号\t欠薪金额', ...rows].join('\n')
  await add.evaluate((element, pasted) => {
    const data = new DataTransfer()
    data.setData('text/plain', pasted)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
  }, text)
  const report = form.getByRole('alert').filter({ hasText: '有 3 行没有粘贴' })
  await report.waitFor()
  const box = await report.boundingBox()
  expect(box?.y).toBeGreaterThanOrEqual(0)
  expect(box?.y).toBeLessThan(300)
  await page.screenshot({ path: join(output, '粘贴有误.png') })
})

test('two tabs on one record: the second save is told, and offers both', async () => {
  await goTo(page, '院坝会')
  await page.getByRole('grid').getByText('3组张家').first().click()
  await page.getByRole('button', { name: /(^|\s)修改$/ }).click()
  const mine = page.getByRole('form', { name: '院坝会登记表' })
  await mine.waitFor()
  // As “复制标签页” does it; a tab that is opened by hand has no key.
  const opened = page.waitForEvent('popup')
  await page.evaluate(() => window.open(location.href))
  const other = await opened
  const theirs = other.getByRole('form', { name: '院坝会登记表' })
  await field(theirs, '参加人数').fill('71')
  await field(theirs, '主讲人').fill('钱主讲')
  await saveForm(theirs)
  await other.close()
  await field(mine, '参加人数').fill('72')
  await mine.getByRole('button', { name: '保存', exact: true }).click()
  const told = mine.getByRole('alert').filter({ hasText: '没有保存：这条记录在您打开以后被周永贵改过' })
  await told.getByText('对方修改了主讲人，已带入。').waitFor()
  await told.getByText('您填写的是“72人”，对方填写的是“71人”').waitFor()
  expect((await told.boundingBox())?.y).toBeGreaterThan(0)
  await expectClean('两处修改')
  expect(await field(mine, '主讲人').inputValue()).toBe('钱主讲')
  await told.getByRole('button', { name: '采用对方的参加人数' }).click()
  expect(await field(mine, '参加人数').inputValue()).toBe('71')
  await saveForm(mine)
})

test('an empty choice does not hold Enter', async () => {
  const form = await sessionForm()
  await field(form, '小分队').click()
  await field(form, '小分队').fill('没有这支队')
  await page.locator('.ant-select-item-empty').getByText('没有找到').waitFor()
  await page.keyboard.press('Enter')
  await form.getByText('未找到“没有这支队”，这一项没有填写。').waitFor()
  expect(await field(form, '主持人').evaluate((input) => input === document.activeElement)).toBe(true)
})

test('going back to the list finds it as it was filtered', async () => {
  await goTo(page, '院坝会')
  await page.getByRole('textbox', { name: '查找' }).fill('张家')
  await page.waitForURL(/text=/)
  await page.getByRole('grid').getByText('3组张家').first().click()
  await page.getByRole('button', { name: '返回列表' }).click()
  await page.getByRole('grid').waitFor()
  expect(await page.getByRole('textbox', { name: '查找' }).inputValue()).toBe('张家')
})
