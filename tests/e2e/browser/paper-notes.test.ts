import type { Page } from 'playwright-core'
import { measures } from '../../../shared/figures/measures'
import { fileNeeds } from '../../support/machine/needs'
import { axeFindings } from '../../support/screens/axe'
import { goTo } from '../../support/screens/clerk'
import { type Seat, seatAtDistrict } from '../../support/screens/seat'

fileNeeds('chromium', 'chinese-font')

let screen: Seat
let page: Page

beforeAll(async () => {
  screen = await seatAtDistrict()
  page = screen.page
})
afterAll(() => screen?.close())

// The machines that test have open typefaces only; those of a 公文 are sold.
test('a page says which of the official typefaces this computer lacks, and not one that it has', async () => {
  const note = page.getByRole('note').filter({ hasText: '已用相近字体代替' })
  await goTo(page, '月报')
  await note.waitFor()
  expect(await note.innerText()).toMatch(/^本机没有小标宋、仿宋.*字体/)
  expect(await axeFindings(page)).toEqual([])

  await page.evaluate(async () => {
    const there = new FontFace('方正小标宋简体', 'local("DejaVu Sans"), local("Noto Sans CJK SC")')
    document.fonts.add(await there.load())
  })
  await goTo(page, '首页')
  await note.waitFor({ state: 'detached' })
  await goTo(page, '月报')
  await note.waitFor()
  expect(await note.innerText()).toMatch(/^本机没有仿宋.*字体/)
})

test('口径说明 goes to the printer with every figure, its unit word and what it counts', async () => {
  await goTo(page, '设置')
  await page.getByRole('tab', { name: '口径说明' }).click()
  await page.getByRole('button', { name: '打印口径说明' }).click()
  const pages = page.frameLocator('iframe.print-frame').locator('.page')
  await pages.first().waitFor({ state: 'attached' })
  const words = (text: string): string => text.replaceAll(/\s/g, '')
  const text = words((await pages.allTextContents()).join(''))
  expect(text).toContain('统计口径说明')
  for (const { label, word, meaning } of measures) expect(text).toContain(words(label + word + meaning))
  // A browser without a window prints nothing, so that nobody takes the frame away.
  await page.evaluate(() => document.querySelector('iframe.print-frame')?.remove())
})
