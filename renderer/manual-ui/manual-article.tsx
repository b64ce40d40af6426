import { Button } from 'antd'
import type { ManualPage, Part, TextPiece } from '../../shared/manual/read'
import { pictureAddress } from './texts'

interface ManualArticleProps {
  readonly page: ManualPage
  readonly onPage: (name: string) => void
}

/** One page of the manual. */
export function ManualArticle({ page: { title, parts }, onPage }: ManualArticleProps) {
  return (
    <article className="manual" aria-label={title}>
      <h2>{title}</h2>
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a page never move
        <PartOf key={at} part={part} onPage={onPage} />
      ))}
    </article>
  )
}

function PartOf({ part, onPage }: { readonly part: Part; readonly onPage: (name: string) => void }) {
  if (part.type === 'picture') return <img src={pictureAddress(part.file)} alt={part.says} />
  const line = (pieces: readonly TextPiece[]) =>
    pieces.map((piece) => <PieceOf key={piece.text} piece={piece} onPage={onPage} />)
  if (part.type === 'heading') return <h3>{line(part.pieces)}</h3>
  if (part.type === 'paragraph') return <p>{line(part.pieces)}</p>
  const items = part.items.map((item) => <li key={item.map(({ text }) => text).join('')}>{line(item)}</li>)
  return part.type === 'steps' ? <ol>{items}</ol> : <ul>{items}</ul>
}

function PieceOf({ piece, onPage }: { readonly piece: TextPiece; readonly onPage: (name: string) => void }) {
  if (piece.type === 'key') return <kbd>{piece.text}</kbd>
  if (piece.type === 'text') return piece.text
  return (
    <Button type="link" className="manual-link" onClick={() => onPage(piece.page)}>
      {piece.text}
    </Button>
  )
}
