import type { Input } from '../../../shared/contract'
import { useRpc } from '../../engine/engine-context'
import { PaperActions } from '../../paper-ui/paper-actions'

interface ReportActionsProps {
  readonly which: Input<'reports.page'>
  readonly page: { readonly title: string }
}

/** Print, PDF, Word, Excel. */
export function ReportActions({ which, page }: ReportActionsProps) {
  const rpc = useRpc()
  return (
    <PaperActions
      title={page.title}
      pages={(how) => rpc.reports.print({ ...which, how })}
      write={async (format, file) => (await rpc.reports.write({ ...which, format, file })).file}
    />
  )
}
