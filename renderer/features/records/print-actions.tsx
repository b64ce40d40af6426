import { Button } from 'antd'
import { useState } from 'react'
import type { Input, Output } from '../../../shared/contract'
import { standaloneHtml } from '../../../shared/paper/print-style'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useSession } from '../../engine/session'
import { useSaved } from '../../engine/use-saved'
import { showError } from '../../ui/errors'
import { useShortcut } from '../../ui/shortcuts'

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

/** Print, PDF and a file of the pages; what is handed out carries the number of its audit row. */
export function PrintActions({ wanted, whole, title, pages }: PrintActionsProps) {
  const rpc = useRpc()
  const { files, printing } = useTransport()
  const saved = useSaved()
  const { readOnly } = useSession()
  const [busy, setBusy] = useState<string | null>(null)
  const doing = (name: string, work: () => Promise<void>) => (): void => {
    if (busy !== null) return
    setBusy(name)
    work()
      .catch(showError)
      .finally(() => setBusy(null))
  }
  // A profile of a newer version takes no audit rows, but may be read and printed.
  const handedOut = async (how: 'print' | 'pdf'): Promise<string> => {
    const { markup } = readOnly ? pages : await rpc.records.print({ ...wanted, whole, how })
    return standaloneHtml(title, markup)
  }
  const print = doing('print', async () => printing.print(await handedOut('print')))
  const { pdf } = printing
  const writePdf = async (): Promise<void> => {
    if (!pdf) return
    const file = await files.saveFile({ title: '保存 PDF', suggestedName: `${title}.pdf` })
    if (!file) return
    await pdf(await handedOut('pdf'), file.token)
    saved(file)
  }
  const [format, label] =
    wanted.list === undefined ? (['docx', 'Word'] as const) : (['xlsx', 'Excel'] as const)
  const write = async (): Promise<void> => {
    const file = await files.saveFile({ title: '保存文件', suggestedName: `${title}.${format}` })
    if (!file) return
    const written = await rpc.records.writePages({ ...wanted, whole, format, file: file.token })
    files.deliver({ token: file.token, file: written.file })
    saved(file)
  }
  useShortcut('print', print)
  return (
    <>
      <Button type="primary" loading={busy === 'print'} onClick={print} title="Ctrl+P">
        打印
      </Button>
      <Button
        loading={busy === 'pdf'}
        disabled={pdf === null}
        title={pdf === null ? '在浏览器中请点「打印」，目标选「另存为 PDF」' : ''}
        onClick={doing('pdf', writePdf)}
      >
        PDF
      </Button>
      <Button
        disabled={readOnly}
        title={readOnly ? '资料由更新版本建立，只能查看和打印' : undefined}
        loading={busy === format}
        onClick={doing(format, write)}
      >
        {label}
      </Button>
    </>
  )
}
