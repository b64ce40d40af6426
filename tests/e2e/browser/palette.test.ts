import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { callEngine } from '../../support/desks/engine-call'
import { type Example, makeExample } from '../../support/desks/example'
import { fileNeeds } from '../../support/machine/needs'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import { passphrase, signIn } from '../../support/screens/clerk'
import { jumpTo, lookFor } from '../../support/screens/keyboard'
import { expectClean, setTypeSize } from '../../support/screens/look'
import { outputFolder, type Screen } from '../../support/screens/screen'
import { thisMonth } from '../../support/screens/story'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('palette')
let browser: Browser
let example: Example
let screen: Screen
let page: Page
let asked: string

beforeAll(async () => {
  browser = await launchBrowser()
  example = await makeExample(200, thisMonth().slice(0, 4))
  screen = await browserScreens(browser)(example.profile, example.desk.path('stick'))
  page = screen.page
  await signIn(page)
  const units = await callEngine(page, 'records.list', { kind: 'unit', limit: 1000 })
  const unit = units.rows.find(({ body }) => body.level === 'village')?.id ?? ''
  const patch = {
    date: `${thisMonth()}-01`,
    unit,
    channel: 'visit',
    category: 'wages',
    who: '解某',
    phone: '13812345678',
    answer: '可以申请劳动仲裁',
    receivedBy: '王律师',
  }
  asked = (await callEngine(page, 'records.save', { kind: 'consultation', patch, operation: randomUUID() }))
    .id
})
afterAll(async () => {
  await screen?.close()
  await browser?.close()
  example?.desk.clear()
})

const group = (name: string) => page.getByRole('group', { name, exact: true })
const lines = (name: string) => group(name).locator('.palette-label').allInnerTexts()

const look = (typed: string): Promise<void> => lookFor(page, typed)

test('the arrows go on through a list that scrolls under a mouse at rest', async () => {
  await look('')
  const options = page.getByRole('option')
  await options.nth(20).waitFor({ state: 'attached' })
  const box = await page.getByRole('listbox', { name: '查找结果' }).boundingBox()
  if (!box) throw new Error('no list')
  await page.mouse.move(box.x + 50, box.y + box.height / 2)
  await page.mouse.move(box.x + 52, box.y + box.height / 2)
  const marked = () =>
    options.evaluateAll((all) => all.findIndex((one) => one.getAttribute('aria-selected') === 'true'))
  const from = await marked()
  const frame = () => page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => drawn(null))))
  for (let step = 1; step <= 12; step++) {
    await page.keyboard.press('ArrowDown')
    // A mouse at rest is told of what came under it with the frames after.
    for (let frames = 0; frames < 3; frames++) await frame()
    expect(await marked()).toBe(from + step)
  }
  await page.keyboard.press('Escape')
})

test('somebody called 解 is found by xie and opened by Enter, however fast it was typed', async () => {
  await look('xie')
  await page.keyboard.press('Enter')
  await page.waitForFunction((id) => location.hash === `#/k/consultation/${id}`, asked)
})

test('places that somebody was at are offered before anything is typed, the last one first', async () => {
  await jumpTo(page, '月报')
  await look('')
  // The names of records come a moment later than those of pages.
  await group('最近访问').getByText('咨询').first().waitFor()
  expect(await lines('最近访问')).toEqual([expect.stringContaining('咨询'), '首页'])
  await page.keyboard.press('Escape')
  await jumpTo(page, '首页')
})

test('pages, people, units and records stand in groups, each by one key of the arrows', async () => {
  await look('5678')
  await group('人员').waitFor()
  expect(await lines('人员')).toContain('电话 138****5678')
  await expectClean(screen, join(output, 'people.png'))
  await page.keyboard.press('Escape')
  await look('yb')
  await group('页面').waitFor()
  expect(await lines('页面')).toContain('月报')
  await page.keyboard.press('Escape')
  await look('x')
  await group('记录').waitFor()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectClean(screen, join(output, 'dark.png'))
  await page.emulateMedia({ colorScheme: 'light' })
  await page.keyboard.press('Escape')
  await setTypeSize(screen, 150)
  await look('村')
  await group('单位').waitFor()
  await expectClean(screen, join(output, 'large.png'))
  await page.keyboard.press('Escape')
  await setTypeSize(screen, 100)
})

test('while an input method composes, what it spells is looked for and its Enter opens nothing', async () => {
  await look('')
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Input.imeSetComposition', { text: "xie'mou", selectionStart: 7, selectionEnd: 7 })
  await group('人员').waitFor()
  expect(await lines('人员')).toContain('咨询人 解*')
  await devtools.send('Input.insertText', { text: '解某' })
  await group('人员').waitFor()
  await page.keyboard.press('Escape')
})

test('a person who may not see whole names finds them by the surname, and by the whole name when asking for it', async () => {
  await callEngine(page, 'users.add', { name: '小录', role: 'entry', passphrase })
  await callEngine(page, 'session.unlock', { user: '小录', passphrase })
  await page.reload()
  await page.getByText('小录（录入）').waitFor()
  await look('解某')
  await group('完整信息').waitFor()
  expect(await group('人员').count()).toBe(0)
  await expectClean(screen, join(output, 'whole.png'))
  await page.keyboard.press('Enter')
  await group('完整相符').waitFor()
  expect(await lines('完整相符')).toEqual(['咨询人 解*'])
  await page.keyboard.press('Enter')
  await page.waitForFunction((id) => location.hash === `#/k/consultation/${id}`, asked)
})
