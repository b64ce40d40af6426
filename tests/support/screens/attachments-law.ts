import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { photoSheet } from '../../../shared/paper/photo-sheet'
import { callEngine } from '../desks/engine-call'
import { photo, scan, screenshot, secrets } from '../records/pictures'
import { axeFindings } from './axe'
import { foundDistrict } from './clerk'
import { layTable, type OpenScreen, outputFolder, type Screen } from './screen'

/** What must hold of photos and scans on the screen, in a browser and in a window. */
export function attachmentsLaw(
  name: string,
  start: () => Promise<OpenScreen>,
  give: (screen: Screen, paths: readonly string[]) => Promise<void>,
): void {
  describe(`photos and scans in the ${name}`, () => {
    const table = layTable()
    const output = outputFolder(`attachments-${name}`)
    let screen: Screen
    let record: string
    const files = async () => (await callEngine(screen.page, 'attachments.list', { record })).files
    const box = () => screen.page.getByRole('region', { name: '附件', exact: true })

    beforeAll(async () => {
      const open = await start()
      screen = await open(table.path('profile'), table.path('stick'))
      const { page } = screen
      await foundDistrict(page, '示范区司法局', '周永贵')
      const save = async (kind: string, patch: Record<string, string | number>) =>
        (await callEngine(page, 'records.save', { kind, patch, operation: randomUUID() })).id
      const { site } = await callEngine(page, 'profile.state', {})
      const street = await save('unit', { name: '桂湖街道', level: 'street', parent: site?.unitId ?? '' })
      const unit = await save('unit', { name: '桂湖一村', level: 'village', parent: street })
      record = await save('courtyard-session', {
        date: '2026-11-20',
        unit,
        courtyard: '老槐树院坝',
        chair: '周永贵',
        speaker: '吴秀英',
        start: '09:30',
        households: 9,
        people: 21,
        agenda: '远离毒品',
      })
      await page.goto(`${page.url().split('#')[0]}#/k/courtyard-session/${record}`)
      await box().waitFor()
    })
    afterAll(async () => {
      await screen?.close()
      table.clear()
    })

    it('keep a large photo small, upright and without its place, with a thumbnail', async () => {
      const path = join(screen.stick, '会场.jpg')
      writeFileSync(path, photo({ width: 3200, height: 2400, orientation: 6 }))
      const paper = join(screen.stick, '签到表.pdf')
      writeFileSync(paper, scan(3000))
      await give(screen, [path, paper])
      await box().getByRole('button', { name: '查看签到表.pdf' }).waitFor()
      await box().getByRole('img').first().waitFor()
      expect(await files()).toMatchObject([
        { name: '会场.jpg', type: 'image/jpeg', width: 1200, height: 1600, thumb: true },
        { name: '签到表.pdf', width: null, thumb: false },
      ])
      const [first] = await files()
      const { base64 } = await callEngine(screen.page, 'attachments.read', { record, file: first?.id ?? '' })
      for (const secret of [...secrets, 'Exif'])
        expect(Buffer.from(base64, 'base64').toString()).not.toContain(secret)
    })

    it('take what is dropped and what is pasted, but not the picture of copied cells', async () => {
      const base64 = screenshot(30, 20).toString('base64')
      const hand = (how: 'drop' | 'paste', file: string, text?: string) =>
        screen.page.evaluate(
          ([kind, called, content, words]) => {
            const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0))
            const data = new DataTransfer()
            data.items.add(new File([bytes], called, { type: 'image/png' }))
            if (words) data.items.add(words, 'text/plain')
            const at = document.querySelector('.drop-area') ?? document.body
            const event =
              kind === 'drop'
                ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
                : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
            at.dispatchEvent(event)
          },
          [how, file, base64, text ?? ''] as const,
        )
      await hand('paste', '表格.png', '姓名\t电话')
      await hand('drop', '拖来.png')
      await box()
        .getByRole('button', { name: '查看拖来.jpg' })
        .or(box().getByRole('button', { name: '查看拖来.png' }))
        .waitFor()
      await hand('paste', '粘贴.png')
      await box()
        .getByRole('button', { name: /查看粘贴/ })
        .waitFor()
      expect(await files()).toHaveLength(4)
    })

    it('are marked as showing papers afterwards, and as showing none, by keyboard', async () => {
      const mark = box().getByRole('checkbox', { name: '会场.jpg 含证件等敏感信息' })
      await mark.press(' ')
      await screen.page.getByText('已把 会场.jpg 标为含证件等敏感信息').waitFor()
      await box().getByRole('button', { name: '查看会场.jpg' }).getByText('含证件等敏感信息').waitFor()
      expect((await files())[0]?.sensitive).toBe(true)
      await screen.page.screenshot({ path: join(output, '标记.png') })
      expect(await axeFindings(screen.page)).toEqual([])
      await mark.press(' ')
      await screen.page.getByText('已取消 会场.jpg 的标记').waitFor()
      await box().getByRole('button', { name: '查看会场.jpg' }).getByRole('img').waitFor()
    })

    it('are captioned, looked at whole, and saved elsewhere, by keyboard', async () => {
      const { page } = screen
      const caption = box().getByLabel('说明').first()
      await caption.fill('会场全景')
      await caption.press('Enter')
      await page.getByText('已保存 会场.jpg 的说明').waitFor()
      const open = box().getByRole('button', { name: '查看会场.jpg' })
      await open.focus()
      await page.keyboard.press('Enter')
      const viewer = page.getByRole('dialog', { name: '会场.jpg' })
      await viewer.getByRole('img', { name: '会场全景' }).waitFor()
      await page.screenshot({ path: join(output, '查看.png') })
      await viewer.getByRole('button', { name: '另存为' }).click()
      expect(
        readFileSync(await screen.received(/^会场\.jpg$/))
          .subarray(0, 2)
          .toString('hex'),
      ).toBe('ffd8')
      await page.keyboard.press('Escape')
      await viewer.waitFor({ state: 'hidden' })
    })

    it('are found by axe to be usable by everybody', async () => {
      await screen.page.screenshot({ path: join(output, '附件.png') })
      expect(await axeFindings(screen.page)).toEqual([])
    })

    it('are removed and taken back', async () => {
      await box().getByRole('button', { name: '移除签到表.pdf' }).click()
      await screen.page.getByText('已移除附件 签到表.pdf').waitFor()
      expect(await files()).toHaveLength(3)
      await screen.page
        .locator('.toast', { hasText: '已移除附件' })
        .getByRole('button', { name: '撤销' })
        .click()
      await box().getByRole('button', { name: '查看签到表.pdf' }).waitFor()
      expect(await files()).toHaveLength(4)
    })

    it('refuse other files in words', async () => {
      const path = join(screen.stick, '程序.exe')
      writeFileSync(path, 'MZ')
      await give(screen, [path])
      const dialog = screen.page.getByRole('dialog', { name: '这种文件不能作附件' })
      await dialog.waitFor()
      await dialog.getByRole('button', { name: '知道了' }).click()
      await dialog.waitFor({ state: 'hidden' })
    })

    it('are saved together with a new record', async () => {
      const { page } = screen
      const { rows } = await callEngine(page, 'records.list', { kind: 'courtyard-session' })
      const unit = String(rows[0]?.body.unit)
      const body = {
        date: '2026-11-21',
        unit,
        courtyard: '新修院坝',
        chair: '周永贵',
        speaker: '吴秀英',
        start: '09:30',
        households: 9,
        people: 21,
        agenda: '防范诈骗',
      }
      await callEngine(page, 'drafts.save', { kind: 'courtyard-session', body })
      await page.goto(`${page.url().split('#')[0]}#/k/courtyard-session/new`)
      const path = join(screen.stick, '门口.jpg')
      writeFileSync(path, photo({ width: 400, height: 300, mark: 5 }))
      await give(screen, [path])
      await box().getByLabel('说明').fill('院坝门口')
      await page.screenshot({ path: join(output, '新建.png'), fullPage: true })
      await page.keyboard.press('Control+s')
      await page.getByRole('heading', { level: 1, name: /新修院坝/ }).waitFor()
      await box().getByRole('button', { name: '查看门口.jpg' }).waitFor()
      const { rows: saved } = await callEngine(page, 'records.list', {
        kind: 'courtyard-session',
        filter: { text: '新修院坝' },
      })
      expect(saved.map(({ files: carried }) => carried)).toMatchObject([
        [{ name: '门口.jpg', caption: '院坝门口' }],
      ])
    })

    it('complain about nothing', () => {
      expect(screen.complaints).toEqual([])
    })
  })
}

/** The printed sheet as a browser lays it out: where each photo and caption stands on its page. */
export function sheetOf(photos: number, perPage: 2 | 4): string {
  const base64 = photo({ width: 160, height: 120 }).toString('base64')
  const shown = Array.from({ length: photos }, (_, n) => ({
    type: 'image/jpeg',
    base64,
    caption: n === 0 ? '会场全景，群众在老槐树下听讲'.repeat(6) : `第${n + 1}张<b>`,
  }))
  return photoSheet('院坝会 510-YB-2026-A0001', shown, perPage, {
    note: '打印日期 2026-11-03 内部 编号 000128',
  })
}
