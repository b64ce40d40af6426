import { CopyOutlined, FileExcelOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { BULK_LIMIT } from '../../../shared/contract/bulk'
import { mostPrinted } from '../../../shared/contract/record-pages'
import type { Kind } from '../../../shared/definition/define'
import { useMay, useSession } from '../../engine/session'
import { BulkDialog } from '../../kinds-ui/bulk/bulk-dialog'
import { type BulkOffer, binOffer, bulkMoves, restoreOffer } from '../../kinds-ui/bulk/bulk-steps'
import { SetDialog } from '../../kinds-ui/bulk/set-dialog'
import { SumsLine } from '../../kinds-ui/sums-line'
import { untickAll } from '../../kinds-ui/ticked'
import { useMayWrite } from '../../kinds-ui/use-record-writes'
import { chosenLedgerPath, printPath } from '../../paths'
import { attempt } from '../../ui/errors'
import { navigate } from '../../ui/hash-route'
import { useShortcut } from '../../ui/shortcuts'

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

/** What may be done with the ticked records together. */
export function TickedBar({ kind, ticked, total, inBin, onTickAll, onCopy }: TickedBarProps) {
  const { user } = useSession()
  const mayWrite = useMayWrite(kind)
  const mayReport = useMay('report.read')
  const [asking, setAsking] = useState<{ readonly offer: BulkOffer | 'set'; readonly ids: string[] } | null>(
    null,
  )
  const print = (): void => navigate(printPath(kind, [...ticked]))
  const isPrintable = ticked.size > 0 && ticked.size <= mostPrinted
  useShortcut('print', isPrintable ? print : null)
  if (ticked.size === 0 && asking === null) return null
  const offers = inBin ? [restoreOffer] : [...bulkMoves(kind, user.role), binOffer]
  const ask = (offer: BulkOffer | 'set'): void => setAsking({ offer, ids: [...ticked] })
  const close = (): void => setAsking(null)
  const done = (): void => {
    close()
    untickAll(kind.name)
  }
  return (
    <section className="ticked-bar" aria-label="已选的记录">
      <strong aria-live="polite">已选 {ticked.size.toLocaleString('zh-CN')} 条</strong>
      {mayWrite &&
        offers.map((offer) => (
          <Button key={offer.label} danger={offer === binOffer} onClick={() => ask(offer)}>
            {offer.label}
          </Button>
        ))}
      {mayWrite && !inBin && <Button onClick={() => ask('set')}>改一项</Button>}
      <Button
        icon={<PrinterOutlined aria-hidden="true" />}
        disabled={!isPrintable}
        onClick={print}
        title={isPrintable ? 'Ctrl+P' : `一次最多打印 ${mostPrinted} 条`}
      >
        打印
      </Button>
      {mayReport && (
        <Button
          icon={<FileExcelOutlined aria-hidden="true" />}
          onClick={() => navigate(chosenLedgerPath(kind))}
        >
          导出
        </Button>
      )}
      {!inBin && (
        <Button
          icon={<CopyOutlined aria-hidden="true" />}
          title="复制成文字和表格，可以粘贴到 WPS"
          onClick={() => attempt(() => onCopy([...ticked]))}
        >
          复制
        </Button>
      )}
      <TickAll ticked={ticked.size} total={total} onTickAll={onTickAll} />
      <Button type="text" onClick={() => untickAll(kind.name)}>
        取消勾选
      </Button>
      <SumsLine kind={kind} which={{ ids: [...ticked] }} />
      {asking?.offer === 'set' && <SetDialog kind={kind} ids={asking.ids} onDone={done} onClose={close} />}
      {asking !== null && asking.offer !== 'set' && (
        <BulkDialog kind={kind.name} ids={asking.ids} offer={asking.offer} onDone={done} onClose={close} />
      )}
    </section>
  )
}

interface TickAllProps {
  readonly ticked: number
  readonly total: number | undefined
  readonly onTickAll: () => void
}

/** Everything that the filter finds, not only what is loaded. */
function TickAll({ ticked, total, onTickAll }: TickAllProps) {
  if (total === undefined || total <= ticked) return null
  const isTooMany = total > BULK_LIMIT
  const limit = `一次最多处理 ${BULK_LIMIT.toLocaleString('zh-CN')} 条，请先缩小筛选范围`
  return (
    <>
      <Button disabled={isTooMany} title={isTooMany ? limit : 'Ctrl+A'} onClick={onTickAll}>
        选择全部符合条件的 {total.toLocaleString('zh-CN')} 条
      </Button>
      {isTooMany && <span className="help">{limit}</span>}
    </>
  )
}
