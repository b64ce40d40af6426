import { Button } from 'antd'
import { useState } from 'react'
import type { Input } from '../../../shared/contract'
import { standaloneHtml } from '../../../shared/reports/print-style'
import { useRpc, useTransport } from '../../engine/engine-context'
import { showError } from '../../ui/errors'
import { useShortcut } from '../../ui/shortcuts'
import { showToast } from '../../ui/toasts'

interface ReportActionsProps {
  readonly which: Input<'reports.page'>
  readonly page: { readonly title: string }
}

const formats = [
  { format: 'docx', label: 'Word' },
  { format: 'xlsx', label: 'Excel' },
] as const

/** Print, PDF, Word, Excel. */
export function ReportActions({ which, page }: ReportActionsProps) {
  const rpc = useRpc()
  const { files, printing } = useTransport()
  const [busy, setBusy] = useState<string | null>(null)
  const doing = (name: string, work: () => Promise<void>) => (): void => {
    if (busy !== null) return
    setBusy(name)
    work()
      .catch(showError)
      .finally(() => setBusy(null))
  }
  const print = doing('print', async () => {
    const pages = await rpc.reports.print({ ...which, how: 'print' })
    await printing.print(standaloneHtml(pages.title, pages.markup))
  })
  const { pdf } = printing
  const writePdf = async (): Promise<void> => {
    if (!pdf) return
    const suggestedName = `${page.title}.pdf`
    const file = await files.saveFile({ title: '保存 PDF', suggestedName })
    if (!file) return
    const pages = await rpc.reports.print({ ...which, how: 'pdf' })
    await pdf(standaloneHtml(pages.title, pages.markup), file.token)
    showToast(`已保存 ${file.name}`)
  }
  const write = async (format: 'docx' | 'xlsx'): Promise<void> => {
    const suggestedName = `${page.title}.${format}`
    const file = await files.saveFile({ title: '保存报表', suggestedName })
    if (!file) return
    const written = await rpc.reports.write({ ...which, format, file: file.token })
    files.deliver({ token: file.token, file: written.file })
    showToast(`已保存 ${file.name}`)
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
        title={pdf === null ? '在浏览器中请点「打印」,目标选「另存为 PDF」' : ''}
        onClick={doing('pdf', writePdf)}
      >
        PDF
      </Button>
      {formats.map(({ format, label }) => (
        <Button key={format} loading={busy === format} onClick={doing(format, () => write(format))}>
          {label}
        </Button>
      ))}
    </>
  )
}
