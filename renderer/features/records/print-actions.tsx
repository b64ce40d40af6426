import { Button } from 'antd'
import type { Input, Output } from '../../../shared/contract'
import { standaloneHtml } from '../../../shared/paper/print-style'
import type { Chosen } from '../../../shared/wire'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useSession } from '../../engine/session'
import { SaveAs } from '../../paper-ui/save-as'
import { useShortcut } from '../../ui/shortcuts'
import { useBusy } from '../../ui/use-busy'

export type WantedPages = Required<Pick<Input<'records.print'>, 'ids' | 'variant'>> & {
  readonly list?: string
}

interface PrintActionsProps {
  readonly wanted: WantedPages
  /** Private values whole. */
  readonly whole: boolean
  readonly title: string
  /** As the preview shows them. */
  readonly pages: Output<'records.page'>
}

/** Print, and a file of the pages; what is handed out carries the number of its audit row. */
export function PrintActions({ wanted, whole, title, pages }: PrintActionsProps) {
  const rpc = useRpc()
  const { printing } = useTransport()
  const { readOnly } = useSession()
  const { busy, run } = useBusy()
  // A profile of a newer version takes no audit rows, but may be read and printed.
  const handedOut = async (how: 'print' | 'pdf'): Promise<string> => {
    const { markup } = readOnly ? pages : await rpc.records.print({ ...wanted, whole, how })
    return standaloneHtml(title, markup)
  }
  const print = (): void => void run(async () => printing.print(await handedOut('print')))
  const writePdf = async ({ token, name }: Chosen): Promise<string> => {
    await printing.pdf?.(await handedOut('pdf'), token)
    return name
  }
  const format = wanted.list === undefined ? 'docx' : 'xlsx'
  const write = async ({ token }: Chosen): Promise<string> =>
    (await rpc.records.writePages({ ...wanted, whole, format, file: token })).file
  useShortcut('print', print)
  return (
    <>
      <Button type="primary" loading={busy} onClick={print} title="Ctrl+P">
        打印
      </Button>
      <SaveAs
        title={title}
        writers={{ [format]: write, pdf: writePdf }}
        refused={{ [format]: readOnly ? '资料由更新版本建立，只能查看和打印' : undefined }}
      />
    </>
  )
}
