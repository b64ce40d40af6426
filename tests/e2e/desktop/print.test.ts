import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Example, makeExample } from '../../support/desks/example'
import { fileNeeds } from '../../support/machine/needs'
import { poppler, textOfPdf } from '../../support/paper/paper'
import { goTo, saveAs, signIn } from '../../support/screens/clerk'
import { type DesktopScreen, openDesktop } from '../../support/screens/desktop'
import { outputFolder, until } from '../../support/screens/screen'
import { thisMonth } from '../../support/screens/story'

fileNeeds('window', 'pdfinfo', 'pdftoppm', 'pdftotext')

const output = outputFolder('print')
let example: Example
let screen: DesktopScreen
/** Who stands in the newest courtyard session. */
let people: readonly string[]

beforeAll(async () => {
  example = await makeExample(200, thisMonth())
  const { rows } = await example.desk
    .laptop('district')
    .json<{ rows: readonly { body: Readonly<Record<string, string>> }[] }>(
      ...['record', 'list', '--kind', 'courtyard-session', '--limit', '1'],
    )
  people = ['courtyard', 'chair', 'speaker'].map((field) => rows[0]?.body[field] ?? '')
  screen = await openDesktop(example.profile, example.desk.path('stick'))
  await signIn(screen.page)
  await goTo(screen.page, '月报')
  await screen.page.getByRole('region', { name: 'A4 预览' }).locator('.page').first().waitFor()
})
afterAll(async () => {
  await screen.close()
  example.desk.clear()
})

describe('the monthly report on paper', () => {
  it('becomes a PDF of the pages that were shown, A4, with their text in it', async () => {
    const { page } = screen
    const sheets = page.getByRole('region', { name: 'A4 预览' }).locator('.page')
    const shown = await sheets.count()
    // The watermark across the page stands wherever a PDF reader puts it.
    const parts = await sheets.first().locator('> :not(.watermark)').allInnerTexts()
    const text = parts.join('').replaceAll(/\s/g, '')
    await saveAs(page, 'PDF')
    await page.getByText(/已保存.*\.pdf/).waitFor()
    const file = await screen.received(/\.pdf$/)
    const bytes = readFileSync(file)
    expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-')
    const info = poppler('pdfinfo', file)
    expect(info).toMatch(new RegExp(`Pages:\\s+${shown}\\n`))
    expect(info).toMatch(/Page size:\s+59[45](\.\d+)? x 84[12](\.\d+)? pts/)
    poppler('pdftoppm', '-r', '80', '-png', file, join(output, '月报'))
    const printed = poppler('pdftotext', '-f', '1', '-l', '1', file, '-').replaceAll(/\s/g, '')
    expect(printed.slice(0, 60)).toBe(text.slice(0, 60))
  })

  it('goes to the printer from a page without scripts that is gone afterwards', async () => {
    const { page, app } = screen
    await app.evaluate(({ app: running }) => {
      const seen: unknown[] = []
      Object.assign(globalThis, { printed: seen })
      running.on('web-contents-created', (_event, contents) => {
        const preferences: unknown = Reflect.get(contents, 'getLastWebPreferences')
        const print = (_options: unknown, done: (ok: boolean, reason: string) => void) => {
          seen.push({
            address: contents.getURL(),
            javascript: typeof preferences === 'function' && preferences.call(contents).javascript,
          })
          done(true, '')
        }
        Object.assign(contents, { print })
      })
    })
    await page.getByRole('button', { name: '打印', exact: true }).click()
    const seen = await until('the printer', async () => {
      const printed = await app.evaluate(() => Reflect.get(globalThis, 'printed') as unknown[])
      return printed.length > 0 ? printed : undefined
    })
    await until('the hidden window to go', async () => {
      const windows = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
      return windows === 1 ? windows : undefined
    })
    expect(seen).toEqual([
      { address: expect.stringMatching(/^app:\/\/print\/[0-9a-f-]{36}$/), javascript: false },
    ])
  })

  it('of a record for everybody names nobody whole, in its text or in what is written about it', async () => {
    const { page } = screen
    await goTo(page, '院坝会')
    const grid = page.getByRole('grid', { name: '院坝会列表' })
    await grid.getByRole('row').nth(1).waitFor()
    await grid.focus()
    await page.keyboard.press(' ')
    await page.keyboard.press('Control+p')
    await page.getByRole('combobox', { name: '用途' }).click()
    await page.getByTitle('公示').click()
    await page.getByRole('region', { name: 'A4 预览' }).getByText('公示 预览').first().waitFor()
    await saveAs(page, 'PDF')
    const file = await screen.received(/^院坝会.*\.pdf$/)
    const text = textOfPdf(file)
    expect(text).toContain('院坝会记录表')
    expect(people.map((name) => name.length > 1 && text.includes(name))).toEqual([false, false, false])
    expect(text).toMatch(/主讲人.\*/)
  })

  it('asked nothing of any other machine', () => {
    expect(screen.requests.filter((address) => !/^(app:\/\/bundle\/|blob:|data:)/.test(address))).toEqual([])
    expect(screen.complaints).toEqual([])
  })
})
