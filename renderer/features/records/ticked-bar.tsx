import { CopyOutlined, DownOutlined, FileExcelOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { BULK_LIMIT } from '../../../shared/contract/bulk'
import { mostPrinted } from '../../../shared/contract/record-pages'
import type { Kind } from '../../../shared/definition/define'
import { useMay, useSession } from '../../engine/session'
import { BulkDialog } from '../../kinds-ui/bulk/bulk-dialog'
import { type BulkOffer, binOffer, bulkMoves, restoreOffer } from '../../kinds-ui/bulk/bulk-steps'
import { SetDialog } from '../../kinds-ui/bulk/set-dialog'
import { untickAll } from '../../kinds-ui/list/ticked'
import { useMayWrite } from '../../kinds-ui/use-record-writes'
import { chosenLedgerPath, printPath } from '../../paths'
import { ChoiceMenu, type MenuChoice } from '../../ui/choice-menu'
import { attempt } from '../../ui/errors'
import { navigate } from '../../ui/hash-route'
import { useShortcut } from '../../ui/shortcuts'
import { useRoom } from '../../ui/use-room'

/** In px at 100 % type: on narrower windows the bar's one line holds the steps of a review only. */
const roomForAll = 1280

/** What stands in the bar itself, by its key, given the moves of the review; the rest is behind 更多. */
const firstOnWide = (moves: readonly string[]): readonly string[] => [...moves, 'set', 'print', 'ledger']
const firstOnNarrow = (moves: readonly string[]): readonly string[] => [...moves.slice(0, 3), 'set']

interface TickedBarProps {
  readonly kind: Kind
  readonly ticked: ReadonlySet<string>
  /** All that the list's filter finds; undefined while it is counted. */
  readonly total: number | undefined
  /** The list shows the recycle bin. */
  readonly inBin: boolean
  readonly onTickAll: () => void
  /** Copies records by their ids. */
  readonly onCopy: (ids: readonly string[]) => Promise<void>
}

/** What may be done with the ticked records together, on one line: the rows above it are what one looks at. */
export function TickedBar({ kind, ticked, total, inBin, onTickAll, onCopy }: TickedBarProps) {
  const { user } = useSession()
  const mayWrite = useMayWrite(kind)
  const mayReport = useMay('report.read')
  const isWide = useRoom(roomForAll)
  const [asking, setAsking] = useState<{ readonly offer: BulkOffer | 'set'; readonly ids: string[] } | null>(
    null,
  )
  const print = (): void => navigate(printPath(kind, [...ticked]))
  const isPrintable = ticked.size > 0 && ticked.size <= mostPrinted
  useShortcut('print', isPrintable ? print : null)
  if (ticked.size === 0 && asking === null) return null
  const moves = inBin ? [restoreOffer] : bulkMoves(kind, user.role)
  const ask = (offer: BulkOffer | 'set'): void => setAsking({ offer, ids: [...ticked] })
  const close = (): void => setAsking(null)
  const done = (): void => {
    close()
    untickAll(kind.name)
  }
  const choices: readonly (MenuChoice & { readonly title?: string })[] = [
    ...(mayWrite ? moves : []).map((offer) => ({
      key: offer.label,
      label: offer.label,
      run: () => ask(offer),
    })),
    ...(mayWrite && !inBin ? [{ key: 'set', label: '修改一项', run: () => ask('set') }] : []),
    {
      key: 'print',
      label: '打印',
      icon: <PrinterOutlined aria-hidden="true" />,
      title: 'Ctrl+P',
      refused: isPrintable ? undefined : `一次最多打印 ${mostPrinted} 条`,
      run: print,
    },
    ...(mayReport
      ? [
          {
            key: 'ledger',
            label: '导出',
            icon: <FileExcelOutlined aria-hidden="true" />,
            run: () => navigate(chosenLedgerPath(kind)),
          },
        ]
      : []),
    ...(inBin
      ? []
      : [
          {
            key: 'copy',
            label: '复制为文字和表格，可以粘贴到 WPS',
            icon: <CopyOutlined aria-hidden="true" />,
            run: () => attempt(() => onCopy([...ticked])),
          },
        ]),
    ...(total !== undefined && total > ticked.size
      ? [
          {
            key: 'all',
            label: `选择全部符合条件的 ${total.toLocaleString('zh-CN')} 条（Ctrl+A）`,
            refused:
              total > BULK_LIMIT
                ? `一次最多处理 ${BULK_LIMIT.toLocaleString('zh-CN')} 条，请先缩小筛选范围`
                : undefined,
            run: onTickAll,
          },
        ]
      : []),
    ...(mayWrite && !inBin
      ? [{ key: 'bin', label: binOffer.label, danger: true, run: () => ask(binOffer) }]
      : []),
  ]
  const first = (isWide ? firstOnWide : firstOnNarrow)(moves.map(({ label }) => label))
  const folded = choices.filter(({ key }) => !first.includes(key))
  return (
    <section className="ticked-bar" aria-label="已选的记录">
      <strong aria-live="polite">已选 {ticked.size.toLocaleString('zh-CN')} 条</strong>
      {choices
        .filter((choice) => !folded.includes(choice))
        .map(({ key, label, icon, title, refused, run }) => (
          <Button
            key={key}
            icon={icon}
            disabled={refused !== undefined}
            title={refused ?? title}
            onClick={run}
          >
            {label}
          </Button>
        ))}
      {folded.length > 0 && (
        <ChoiceMenu choices={folded}>
          <Button aria-haspopup="menu" icon={<DownOutlined aria-hidden="true" />} iconPlacement="end">
            更多
          </Button>
        </ChoiceMenu>
      )}
      <Button type="text" onClick={() => untickAll(kind.name)}>
        取消勾选
      </Button>
      {asking?.offer === 'set' && <SetDialog kind={kind} ids={asking.ids} onDone={done} onClose={close} />}
      {asking !== null && asking.offer !== 'set' && (
        <BulkDialog kind={kind.name} ids={asking.ids} offer={asking.offer} onDone={done} onClose={close} />
      )}
    </section>
  )
}
