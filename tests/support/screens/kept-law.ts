import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { activityOf, type MonthRecord, sessionOf } from '../records/month'
import { addUnit, foundDistrict, goTo, passphrase, saveAs, typeRecord } from './clerk'
import { lookFor } from './keyboard'
import { layTable, type OpenScreen, type Table } from './screen'
import { thisMonth } from './story'

const [street, village] = ['云锦街道', '桂花村']

/** What somebody typed today, as a thief looks for it. */
const words = [
  '三组欧阳家院坝',
  '欧阳雪莲',
  '根治欠薪之讨薪十二万',
  '请领导看一看的小结',
  passphrase,
] as const
const [courtyard, person, theme, agenda] = words

const records: readonly [label: string, record: MonthRecord][] = [
  [
    '院坝会',
    {
      ...sessionOf(village, thisMonth(), 0),
      body: { ...sessionOf(village, thisMonth(), 0).body, courtyard, chair: person, agenda },
    },
  ],
  [
    '普法宣传活动',
    { ...activityOf(village, thisMonth(), 1), body: { ...activityOf(village, thisMonth(), 1).body, theme } },
  ],
]

const forms = [(word: string) => Buffer.from(word), (word: string) => Buffer.from(word, 'utf16le')]

/** Files below a folder that hold one of the words, in either way in which Chromium writes text. */
function readable(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return files.flatMap((entry) => {
    const path = join(entry.parentPath, entry.name)
    const bytes = readFileSync(path)
    return words
      .filter((word) => forms.some((form) => bytes.includes(form(word))))
      .map((word) => `${path} ${word}`)
  })
}

/**
 * After a day's work nothing of what was typed stands in what the window's own program keeps. `openWith` says which folder that is
 * and how the app is opened.
 */
export function keptLaw(
  place: string,
  openWith: (table: Table) => { readonly open: OpenScreen; readonly kept: string },
): void {
  test(`what the clerk typed, searched and printed stands nowhere in what ${place} keeps`, async () => {
    const table = layTable()
    try {
      const { open, kept } = openWith(table)
      const screen = await open(table.path('profile'), table.path('stick'))
      const { page } = screen
      try {
        await foundDistrict(page, '示范区司法局', '周永贵')
        await addUnit(page, { name: street, level: '街道（乡镇）', parent: '示范区司法局' })
        await addUnit(page, { name: village, level: '村', parent: street })
        for (const [label, record] of records) {
          await goTo(page, label)
          await page.keyboard.press('Control+n')
          await page.getByRole('form', { name: `${label}登记表` }).waitFor()
          await typeRecord(page, record, village)
        }
        await goTo(page, '院坝会')
        const grid = page.getByRole('grid', { name: '院坝会列表' })
        await grid.getByText(courtyard).first().click()
        await page.getByText(agenda).first().waitFor()
        await lookFor(page, person)
        await page.getByRole('group', { name: '人员', exact: true }).waitFor()
        await page.keyboard.press('Escape')
        await page.locator('.ant-modal-wrap').waitFor({ state: 'hidden' })
        await goTo(page, '月报')
        await page.getByRole('region', { name: 'A4 预览' }).locator('.page').first().waitFor()
        await saveAs(page, 'Word')
        await screen.received(/\.docx$/)
        // A form that is left half typed, and a page that is loaded anew in the middle of the work.
        await goTo(page, '院坝会')
        await page.keyboard.press('Control+n')
        await page
          .getByRole('form', { name: '院坝会登记表' })
          .getByLabel('主讲人', { exact: true })
          .fill(person)
        await page.reload()
        await page.getByRole('navigation', { name: '目录' }).waitFor()
        expect(screen.complaints).toEqual([])
      } finally {
        await screen.close()
      }
      expect(readdirSync(kept).length).toBeGreaterThan(3)
      expect(readable(kept)).toEqual([])
    } finally {
      table.clear()
    }
  }, 900_000)
}
