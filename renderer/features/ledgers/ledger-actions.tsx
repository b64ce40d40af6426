import { useRpc } from '../../engine/engine-context'
import { PaperActions } from '../../paper-ui/paper-actions'
import type { Which } from './which'

interface LedgerActionsProps {
  readonly which: Which
  readonly title: string
  /** False: too long for paper, only Excel takes it. */
  readonly onPaper: boolean
}

/** Print, PDF, Word, Excel; an Excel file in the making can be cancelled. */
export function LedgerActions({ which, title, onPaper }: LedgerActionsProps) {
  const rpc = useRpc()
  return (
    <PaperActions
      title={title}
      tooLong={onPaper ? undefined : '行数太多，请缩短时间、选一个单位，或者导出 Excel'}
      pages={(how) => rpc.ledgers.print({ ...which, how })}
      write={async (format, file, operation) =>
        (await rpc.ledgers.write({ ...which, format, file, operation })).file
      }
      long={{ task: 'ledger', label: '正在生成台账' }}
    />
  )
}
