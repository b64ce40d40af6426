import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { type Example, makeExample } from '../../support/desks/example'
import { fileNeeds } from '../../support/machine/needs'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import { goTo, signIn } from '../../support/screens/clerk'
import { expectClean, expectCleanInAllColours, setTypeSize } from '../../support/screens/look'
import { layTable, outputFolder, root, type Screen, settled } from '../../support/screens/screen'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('manual')
/** The pictures of the manual are made anew by `YUANBA_MANUAL=write`; else they are only tried. */
const pictures = process.env.YUANBA_MANUAL === 'write' ? join(root, 'shared/manual/pictures') : output
let browser: Browser
let example: Example
let screen: Screen
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  example = await makeExample(300, '2026')
  screen = await browserScreens(browser)(example.profile, example.desk.path('stick'))
  page = screen.page
  await signIn(page)
})
afterAll(async () => {
  await screen?.close()
  await browser?.close()
  example?.desk.clear()
})

const manual = () => page.getByRole('dialog', { name: '使用说明' })
const article = (name: string) => manual().getByRole('article', { name, exact: true })

async function open(address: string): Promise<void> {
  await page.goto(`${page.url().split('#')[0]}#${address}`)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await settled(page)
}

/** What the window shows, as a small WebP. */
async function picture(name: string): Promise<void> {
  await settled(page)
  const shot = (await page.screenshot()).toString('base64')
  const address = await page.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.naturalWidth
    canvas.height = image.naturalHeight
    canvas.getContext('2d')?.drawImage(image, 0, 0)
    return canvas.toDataURL('image/webp', 0.6)
  }, shot)
  mkdirSync(pictures, { recursive: true })
  writeFileSync(join(pictures, `${name}.webp`), Buffer.from(address.split(',')[1] ?? '', 'base64'))
}

test('its pictures are made from example data', async () => {
  await open('/')
  await page
    .getByRole('link', { name: /项等您处理$/ })
    .first()
    .waitFor()
  await picture('home')
  await open('/k/courtyard-session/new')
  await picture('log')
  await open('/k/courtyard-session')
  await page.locator('tr.marked').first().waitFor()
  await picture('list')
  await page.getByRole('grid', { name: '院坝会列表' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: '修改历史' }).waitFor()
  await picture('record')
  await open('/review')
  await page.getByRole('listbox', { name: '等待的记录' }).waitFor()
  await picture('review')
  await open('/reports')
  await page.getByRole('region', { name: 'A4 预览' }).locator('.page').first().waitFor()
  await picture('reports')
  await open('/sync')
  await picture('exchange')
  await open('/conflicts')
  await picture('check')
  await open('/deadlines')
  await picture('deadlines')
  expect(readdirSync(pictures).filter((file) => file.endsWith('.webp')).length).toBe(9)
})

test('F1 opens the page of the screen where one is, Esc gives the focus back', async () => {
  await goTo(page, 'U盘交换')
  const choose = page.getByRole('button', { name: '选择文件', exact: true })
  await choose.focus()
  await page.keyboard.press('F1')
  await article('U盘交换').waitFor()
  await page.keyboard.press('Escape')
  await manual().waitFor({ state: 'detached' })
  expect(await choose.evaluate((button) => button === document.activeElement)).toBe(true)
  await open('/k/activity')
  await page.getByRole('button', { name: '使用说明' }).click()
  await article('列表：查找和成批处理').waitFor()
  await page.keyboard.press('Escape')
})

test('a page is found by its words and by pinyin initials, and leads to others', async () => {
  await open('/settings')
  await page.keyboard.press('F1')
  await article('设置').getByRole('button', { name: '备份和恢复' }).click()
  await article('备份和恢复').waitFor()
  const find = manual().getByRole('textbox', { name: '查找说明' })
  await find.fill('tjb')
  await manual().getByRole('list', { name: '说明' }).getByRole('button', { name: '统计表' }).click()
  await article('统计表').waitFor()
  await find.fill('零报告')
  await manual().getByRole('button', { name: '报送情况' }).click()
  await article('报送情况').waitFor()
  await find.fill('没有这样的词')
  expect(await manual().getByRole('status').innerText()).toBe('没有找到，请换一个词。')
  await find.fill('')
  await manual().getByRole('button', { name: '全部内容' }).click()
  await manual().getByText('共 30 篇').waitFor()
  await expectClean(screen, join(output, '全部内容.png'))
  await page.keyboard.press('Escape')
})

test('the manual is readable in all colours and at 150 %', async () => {
  await open('/')
  await page.keyboard.press('F1')
  await article('首页：现在该做什么').waitFor()
  await expectCleanInAllColours(screen, output, '首页')
  await page.keyboard.press('Escape')
  await setTypeSize(screen, 150)
  await page.keyboard.press('F1')
  await article('首页：现在该做什么').waitFor()
  await expectClean(screen, join(output, '首页-150.png'))
  await page.keyboard.press('Escape')
  await setTypeSize(screen, 100)
})

/** The pages that were handed to print, as a PDF for people to look at. */
async function printed(name: string): Promise<number> {
  const frame = page.frameLocator('iframe.print-frame')
  await frame.locator('section.page').first().waitFor({ state: 'attached' })
  const sheets = await frame.locator('section.page').count()
  const cutOff = await frame
    .locator('.line')
    .evaluateAll((lines) => lines.filter((line) => line.scrollWidth > line.clientWidth + 1).length)
  expect(cutOff).toBe(0)
  const whole = await frame.locator('html').evaluate(({ ownerDocument }) => ({
    css: ownerDocument.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)),
    body: ownerDocument.body.innerHTML,
  }))
  const paper = await browser.newPage()
  await paper.setContent(`<style>${whole.css.join('\n')}</style>${whole.body}`)
  await paper.pdf({ path: join(output, `${name}.pdf`), preferCSSPageSize: true, printBackground: true })
  await paper.close()
  await page.evaluate(() => document.querySelector('iframe.print-frame')?.remove())
  return sheets
}

test('it prints as a booklet with its pictures, and as a card of one page', async () => {
  await page.keyboard.press('F1')
  await manual().getByRole('button', { name: '打印快速上手卡' }).click()
  expect(await printed('快速上手卡')).toBe(1)
  await manual().getByRole('button', { name: '打印全部说明' }).click()
  expect(await printed('使用说明')).toBeGreaterThan(15)
  await page.keyboard.press('Escape')
})

test('before anybody signs in it is there too', async () => {
  const table = layTable()
  const fresh = await browserScreens(browser)(table.path('profile'), table.path('stick'))
  await fresh.page.getByRole('heading', { level: 1 }).waitFor()
  await fresh.page.keyboard.press('F1')
  await fresh.page.getByRole('article', { name: '区里怎样开始' }).waitFor()
  await fresh.page.keyboard.press('Escape')
  await fresh.page.getByRole('button', { name: '读取接入文件' }).click()
  await fresh.page.getByRole('button', { name: '使用说明' }).click()
  await fresh.page.getByRole('article', { name: '街道的电脑怎样接入' }).waitFor()
  expect(fresh.complaints).toEqual([])
  await fresh.close()
  table.clear()
})

test('nothing was complained about, and no other machine asked', () => {
  expect(screen.complaints).toEqual([])
  expect(
    screen.requests.filter((address) => !/^(http:\/\/127\.0\.0\.1:\d+\/|blob:|data:)/.test(address)),
  ).toEqual([])
})
