import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { attachmentsLaw, sheetOf } from '../../support/screens/attachments-law'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import { outputFolder } from '../../support/screens/screen'

fileNeeds('chromium', 'chinese-font')

let browser: Browser

attachmentsLaw(
  'browser',
  async () => {
    browser = await launchBrowser()
    return browserScreens(browser)
  },
  async (screen, paths) => {
    await screen.choose(...paths)
    await screen.page.getByRole('button', { name: '添加照片或扫描件' }).click()
  },
)

test.each([
  [2, 3, 2],
  [4, 5, 2],
] as const)(
  'with %i photos to a page, %i of them fill %i A4 pages and none leaves its page',
  async (perPage, photos, pages) => {
    const page = await browser.newPage()
    await page.setContent(sheetOf(photos, perPage))
    const output = outputFolder('attachments-browser')
    writeFileSync(
      join(output, `照片-${perPage}.pdf`),
      await page.pdf({ preferCSSPageSize: true, printBackground: true }),
    )
    await page.screenshot({ path: join(output, `照片-${perPage}.png`), fullPage: true })
    const laid = await page.evaluate(() =>
      [...document.querySelectorAll('.page')].map((sheet) => {
        const area = sheet.querySelector('.photo-area')?.getBoundingClientRect()
        const foot = sheet.querySelector('.sfoot')?.getBoundingClientRect()
        const inside = [...sheet.querySelectorAll('figure, img, figcaption')].every((part) => {
          const { left, right, top, bottom } = part.getBoundingClientRect()
          return (
            area &&
            foot &&
            left >= area.left - 1 &&
            right <= area.right + 1 &&
            top >= area.top - 1 &&
            bottom <= foot.top
          )
        })
        const drawn = [...sheet.querySelectorAll('img')].every(
          (image) => image.naturalWidth > 0 && image.clientHeight > 200,
        )
        return { photos: sheet.querySelectorAll('img').length, inside, drawn }
      }),
    )
    expect(laid).toHaveLength(pages)
    expect(laid.every(({ inside, drawn }) => inside && drawn)).toBe(true)
    expect(laid.map((sheet) => sheet.photos)).toEqual(perPage === 2 ? [2, 1] : [4, 1])
    await page.close()
  },
)

afterAll(() => browser?.close())
