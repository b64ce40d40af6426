import type { Block } from '../paper/document'
import { type LaidPage, layOut, lineText, type PictureBlock } from '../paper/layout'
import { type ManualPage, type Part, plainText } from './read'

/** A picture's content by its file, as a `data:` address; one without any is left out. */
export type PictureOf = (file: string) => string | undefined

type PaperBlock = Block | PictureBlock

const numerals = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** A number below a hundred as headings have it: 二十三. */
function inChinese(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : numerals[tens]}十`
  return `${ten}${ones === 0 && tens > 0 ? '' : numerals[ones]}`
}

const paragraph = (text: string): Block => ({ type: 'paragraph', runs: [{ text }] })
const heading = (level: 0 | 1 | 2, text: string): Block => ({ type: 'heading', level, runs: [{ text }] })

function blocksOf(part: Part, pictureOf: PictureOf | undefined): readonly PaperBlock[] {
  if (part.type === 'picture') {
    const source = pictureOf?.(part.file)
    return source === undefined ? [] : [{ type: 'picture', says: part.says, source }]
  }
  if (part.type === 'heading') return [heading(2, plainText(part.pieces))]
  if (part.type === 'paragraph') return [paragraph(plainText(part.pieces))]
  return part.items.map((item, at) =>
    paragraph(`${part.type === 'steps' ? `${at + 1}. ` : '· '}${plainText(item)}`),
  )
}

/** One page of the manual under its title: the quick card. */
export function cardPages(card: ManualPage): readonly LaidPage[] {
  return layOut({
    blocks: [heading(0, card.title), ...card.parts.flatMap((part) => blocksOf(part, undefined))],
  })
}

/** The whole manual for print: a title, what is on which page, and every page of the manual under its number. */
export function bookletPages(
  title: string,
  pages: readonly ManualPage[],
  pictureOf: PictureOf,
): readonly LaidPage[] {
  const titles = pages.map((page, at) => `${inChinese(at + 1)}、${page.title}`)
  const text = pages.flatMap((page, at): readonly PaperBlock[] => [
    heading(1, titles[at] ?? page.title),
    ...page.parts.flatMap((part) => blocksOf(part, pictureOf)),
  ])
  const withContents = (numbers: readonly string[]): LaidPage[] =>
    layOut({ blocks: [heading(0, title), contents(titles, numbers), ...text] })
  const laid = withContents(titles.map(() => '0'))
  return withContents(titles.map((own) => String(pageOf(laid, own))))
}

function contents(titles: readonly string[], numbers: readonly string[]): Block {
  return {
    type: 'table',
    caption: '',
    columns: [
      { label: '内容', width: 24, align: 'left' },
      { label: '页', width: 4, align: 'center' },
    ],
    rows: titles.map((own, at) => ({
      role: 'plain',
      cells: [{ text: own }, { text: numbers[at] ?? '' }],
    })),
  }
}

/** The page on which a heading of the first level stands. */
function pageOf(laid: readonly LaidPage[], title: string): number {
  const found = laid.find(({ items }) =>
    items.some(
      (item) =>
        item.type === 'line' && item.style === 'h1' && item.first && title.startsWith(lineText(item.text)),
    ),
  )
  return found?.number ?? 0
}
