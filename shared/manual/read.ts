/** A piece of a line: text, a key to press, or the way to another page. */
export type TextPiece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'key'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly page: string }

/** What a page is made of. */
export type Part =
  | { readonly type: 'heading'; readonly pieces: readonly TextPiece[] }
  | { readonly type: 'paragraph'; readonly pieces: readonly TextPiece[] }
  | { readonly type: 'steps'; readonly items: readonly (readonly TextPiece[])[] }
  | { readonly type: 'points'; readonly items: readonly (readonly TextPiece[])[] }
  | { readonly type: 'picture'; readonly says: string; readonly file: string }

export interface ManualPage {
  readonly title: string
  readonly parts: readonly Part[]
}

/**
 * Reads a page of the manual. Of Markdown it knows what these pages use: `#` once, `##`, paragraphs of one line, `1.` and `-` lists.
 * Beside these it knows pictures on a line of their own, keys in backticks, and links to other pages.
 * @throws RangeError for a page without a title
 */
export function readPage(markdown: string): ManualPage {
  const [first = '', ...lines] = markdown.split('\n').map((line) => line.trim())
  if (!first.startsWith('# ')) throw new RangeError('a page of the manual begins with its title')
  const parts: Part[] = []
  for (const line of lines) {
    if (line === '') continue
    const part = partOf(line)
    const before = parts.at(-1)
    if (isList(part) && isList(before) && before.type === part.type)
      parts[parts.length - 1] = { type: part.type, items: [...before.items, ...part.items] }
    else parts.push(part)
  }
  return { title: first.slice(2), parts }
}

const isList = (part: Part | undefined): part is Extract<Part, { items: unknown }> =>
  part?.type === 'steps' || part?.type === 'points'

function partOf(line: string): Part {
  const picture = /^!\[(.+)\]\(\.\.\/pictures\/([\w-]+\.webp)\)$/.exec(line)
  if (picture) return { type: 'picture', says: picture[1] ?? '', file: picture[2] ?? '' }
  if (line.startsWith('## ')) return { type: 'heading', pieces: piecesOf(line.slice(3)) }
  if (line.startsWith('- ')) return { type: 'points', items: [piecesOf(line.slice(2))] }
  const step = /^\d+\. (.*)$/.exec(line)
  if (step) return { type: 'steps', items: [piecesOf(step[1] ?? '')] }
  return { type: 'paragraph', pieces: piecesOf(line) }
}

function piecesOf(line: string): readonly TextPiece[] {
  const pieces: TextPiece[] = []
  let at = 0
  for (const { index, 0: whole, 1: key, 2: text = '', 3: page = '' } of line.matchAll(
    /`([^`]+)`|\[([^\]]+)\]\(([\w-]+)\.md\)/g,
  )) {
    if (index > at) pieces.push({ type: 'text', text: line.slice(at, index) })
    pieces.push(key === undefined ? { type: 'link', text, page } : { type: 'key', text: key })
    at = index + whole.length
  }
  if (at < line.length) pieces.push({ type: 'text', text: line.slice(at) })
  return pieces
}

/** The text of pieces without what they lead to. */
export const plainText = (pieces: readonly TextPiece[]): string => pieces.map(({ text }) => text).join('')

/** All lines of a page as plain text, its title first. */
export function textLines({ title, parts }: ManualPage): readonly string[] {
  return [
    title,
    ...parts.flatMap((part) => {
      if (part.type === 'picture') return []
      return 'items' in part ? part.items.map(plainText) : [plainText(part.pieces)]
    }),
  ]
}

/** The names of buttons and fields that a page gives: what stands in “ ”. */
export function namedLabels(page: ManualPage): readonly string[] {
  return textLines(page).flatMap((line) => [...line.matchAll(/“([^”]+)”/g)].map(([, name = '']) => name))
}
