import { Button } from 'antd'

interface PageTurnerProps<C> {
  /** Where each page but the first began, down to the one shown. */
  readonly cursors: readonly C[]
  /** Where the next page begins; null: this is the last. */
  readonly next: C | null
  readonly onTurn: (cursors: C[]) => void
}

/** 上一页 and 下一页 under a list that is read page by page; nothing where one page holds all. */
export function PageTurner<C>({ cursors, next, onTurn }: PageTurnerProps<C>) {
  if (cursors.length === 0 && next === null) return null
  return (
    <nav className="form-actions" aria-label="翻页">
      <Button
        disabled={cursors.length === 0}
        title={cursors.length === 0 ? '已经是第一页' : undefined}
        onClick={() => onTurn(cursors.slice(0, -1))}
      >
        上一页
      </Button>
      <Button
        disabled={next === null}
        title={next === null ? '已经是最后一页' : undefined}
        onClick={() => next !== null && onTurn([...cursors, next])}
      >
        下一页
      </Button>
    </nav>
  )
}
