import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { goTo, importBundles, saveAs } from './clerk'
import { layTable, type OpenScreen, outputFolder, type Screen } from './screen'
import { type Told, tellStory, thisMonth } from './story'

const text = (value: number): string => String(value)

/** The text of the A4 preview, whose pages live in a shadow root. */
async function previewText(page: Screen['page']): Promise<string> {
  const preview = page.getByRole('region', { name: 'A4 预览' })
  await preview.locator('.page').first().waitFor()
  return (await preview.locator('.page').allInnerTexts()).join('\n').replaceAll(/\s/g, '')
}

/** What must be true of the main job wherever the app runs; `openWith` is asked once, before the first test. */
export function storyLaw(place: string, openWith: () => Promise<OpenScreen>): void {
  describe(`two streets and a district, by ${place}`, () => {
    const table = layTable()
    const output = outputFolder(place)
    let told: Told

    const opened: Screen[] = []
    beforeAll(async () => {
      const open = await openWith()
      const remember: OpenScreen = async (...where) => {
        const screen = await open(...where)
        opened.push(screen)
        return screen
      }
      told = await tellStory(remember, table).catch(async (error: unknown) => {
        // A screen that is gone has no picture; why the story ended is what must be told.
        await Promise.allSettled(opened.map((screen, index) => shot(screen, `失败-${index}`)))
        throw error
      })
    }, 600_000)
    afterAll(async () => {
      for (const screen of opened) await screen.close()
      table.clear()
    })

    const shot = (screen: Screen, name: string) =>
      screen.page.screenshot({ path: join(output, `${name}.png`), fullPage: false })

    it('types at least sixty records through the real form, each with a number of its own', () => {
      expect(told.typed.size).toBeGreaterThanOrEqual(60)
      for (const number of told.typed.keys()) expect(number).toMatch(/-(HD|YB)-\d{4}-[A-Z]\d{4}$/)
    })

    it('carries every record to the district and the receipt back', async () => {
      expect(told.imported).toContain('已导入')
      for (const [index, receipt] of told.receipts.entries()) {
        expect(receipt).toContain('已导入')
        const street = told.streets[index]
        await goTo((street as Screen).page, '首页')
        await (street as Screen).page.getByText('未导出 0 条').waitFor()
      }
      await goTo(told.district.page, '院坝会')
      await told.district.page.getByRole('grid', { name: '院坝会列表' }).waitFor()
      await shot(told.district, '院坝会列表')
    })

    it('prints the month that was typed', async () => {
      const { page } = told.district
      await goTo(page, '月报')
      const printed = await previewText(page)
      const [year, month] = thisMonth().split('-').map(Number)
      expect(printed).toContain(`${year}年${month}月`)
      for (const value of [told.sums.attendance, told.sums.leaflets, told.sums.questions, told.sums.sms]) {
        expect(printed).toContain(text(value))
      }
      await shot(told.district, '月报')
    })

    it('opens a number of the report to the rows behind it', async () => {
      const { page } = told.district
      const figure = page
        .locator('[data-figure]', { hasText: new RegExp(`^\\s*${told.sums.attendance}\\s*$`) })
        .first()
      await figure.click()
      const drawer = page.getByRole('dialog')
      // The heading, and every record of the month that adds to the figure.
      await drawer.getByRole('row').nth(10).waitFor()
      await shot(told.district, '数字来源')
      await page.keyboard.press('Escape')
      await drawer.waitFor({ state: 'hidden' })
    })

    it('hands the report out as Word and Excel files', async () => {
      const { page } = told.district
      await saveAs(page, 'Word')
      const docx = await told.district.received(/\.docx$/)
      await saveAs(page, 'Excel')
      const xlsx = await told.district.received(/\.xlsx$/)
      for (const file of [docx, xlsx]) {
        expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK')
        expect(statSync(file).size).toBeGreaterThan(3000)
      }
    })

    it('refuses a damaged file in words and changes nothing', async () => {
      const { district, bundles } = told
      const damaged = join(district.stick, '损坏.ybb')
      const bytes = Buffer.from(readFileSync(bundles[0] as string))
      bytes.writeUInt8((bytes.readUInt8(bytes.length - 40) ^ 1) & 0xff, bytes.length - 40)
      writeFileSync(damaged, bytes)
      await goTo(district.page, '首页')
      await goTo(district.page, 'U盘交换')
      await district.choose(damaged)
      await district.page.getByRole('button', { name: '选择文件' }).click()
      const alert = district.page.getByRole('alert').filter({ hasText: '没有导入任何内容' })
      await alert.first().waitFor()
      await shot(district, '损坏的文件')
    })

    it('does nothing when the same file comes again', async () => {
      expect(await importBundles(told.district, told.bundles[0] as string)).toContain('没有新内容')
    })

    it('asks nothing of any other machine, and complains about nothing', () => {
      for (const screen of [told.district, ...told.streets]) {
        const foreign = screen.requests.filter(
          (address) => !/^(app:\/\/bundle\/|http:\/\/127\.0\.0\.1:\d+\/|blob:|data:)/.test(address),
        )
        expect(foreign).toEqual([])
        expect(screen.complaints).toEqual([])
      }
    })
  })
}
