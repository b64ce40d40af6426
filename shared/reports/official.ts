import type { Figures } from '../figures/figures'
import { dateInWords } from '../language/date-in-words'
import type { Block, DocumentModel } from '../paper/document'
import type { ReportInput, TypedText } from './define'
import { plainParagraph, type ReportSection, reportDocument } from './skeleton'

/** What a 公文 to a superior has besides its text; each is left out where nobody typed it (GB/T 9704-2012 7.2, 7.3, 7.4). */
export const officialTexts: readonly (TypedText & { readonly key: OfficialKey })[] = [
  { key: 'number', label: '发文字号', place: 'frame' },
  { key: 'addressee', label: '主送机关', place: 'frame' },
  { key: 'attachments', label: '附件说明', place: 'frame' },
  { key: 'copies', label: '抄送机关', place: 'frame' },
]
type OfficialKey = 'number' | 'addressee' | 'attachments' | 'copies'

/**
 * A report to a superior: 发文字号 under the title, 主送机关 before the text, 「特此报告。」 and 附件说明 after it, and 版记 behind the
 * signature. Arguments as for `reportDocument`.
 */
export function officialReport(
  input: ReportInput,
  figures: Figures,
  title: readonly string[],
  opening: readonly Block[],
  sections: readonly ReportSection[],
): DocumentModel {
  const typed = (key: OfficialKey): string => (input.texts[key] ?? '').trim()
  const [number, addressee, copies] = [typed('number'), typed('addressee'), typed('copies')]
  return reportDocument(input, figures, title, {
    opening: [
      ...(number === '' ? [] : [{ ...plainParagraph(number), align: 'center' as const }]),
      ...(addressee === '' ? [] : [{ ...plainParagraph(closed(addressee)), align: 'flush' as const }]),
      ...opening,
    ],
    sections,
    closing: [plainParagraph('特此报告。'), ...attachments(typed('attachments'))],
    colophon: copies === '' ? [] : [colophon(copies, input)],
  })
}

/** 主送机关 ends with a colon. */
function closed(addressee: string): string {
  return `${addressee.replace(/[:：。；，\s]+$/, '')}：`
}

/** 「附件：」 and the names, numbered where there are several; no sign behind a name (7.3.4). */
function attachments(text: string): Block[] {
  const names = text
    .split(/\r?\n/)
    .map((line) =>
      line
        .trim()
        .replace(/^附件[：:]\s*/, '')
        .replace(/^\d+[.．、]\s*/, '')
        .replace(/[。；，]$/, ''),
    )
    .filter((name) => name !== '')
  return names.map((name, at) => {
    const nth = names.length > 1 ? `${at + 1}. ` : ''
    return plainParagraph(`${at === 0 ? '附件：' : '　　　'}${nth}${name}`)
  })
}

/** 版记: who gets a copy, who printed it and when. */
function colophon(copies: string, { unitName, date }: ReportInput): Block {
  return {
    type: 'form',
    name: '版记',
    rows: [
      [{ label: '抄送', text: `${copies.replace(/^抄送[：:]\s*/, '').replace(/[。\s]+$/, '')}。` }],
      [
        { label: '印发机关', text: unitName },
        { label: '印发日期', text: `${dateInWords(date)}印发` },
      ],
    ],
  }
}
