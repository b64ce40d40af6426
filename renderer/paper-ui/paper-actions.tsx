import { Button } from 'antd'
import { useState } from 'react'
import type { FileToken } from '../../shared/contract/types'
import { standaloneHtml } from '../../shared/paper/print-style'
import { useTransport } from '../engine/engine-context'
import { ProgressLine } from '../engine/progress-line'
import { useSaved } from '../engine/use-saved'
import { useTask } from '../engine/use-task'
import { showError } from '../ui/errors'
import { useShortcut } from '../ui/shortcuts'

interface PaperActionsProps {
  /** Names the files. */
  readonly title: string
  /** Why it cannot be printed; only Excel takes it then. */
  readonly tooLong?: string | undefined
  /** All pages, noted in the audit log. */
  readonly pages: (how: 'print' | 'pdf') => Promise<{ readonly title: string; readonly markup: string }>
  /** Answers the written file's name; absent for what only paper takes. */
  readonly write?: (format: 'docx' | 'xlsx', file: FileToken, operation: string) => Promise<string>
  /** The files that it is written as. */
  readonly formats?: readonly ('docx' | 'xlsx')[]
  /** For writing that takes long: its progress, with which it can be cancelled. */
  readonly long?: { readonly task: string; readonly label: string }
}

const everyFormat = [
  { format: 'docx', label: 'Word' },
  { format: 'xlsx', label: 'Excel' },
] as const
const noPdf = '在浏览器中请点「打印」，目标选「另存为 PDF」'

/** Print, PDF, Word, Excel. */
export function PaperActions({ title, tooLong, pages, write, formats, long }: PaperActionsProps) {
  const { files, printing } = useTransport()
  const saved = useSaved()
  const [busy, setBusy] = useState<string | null>(null)
  const writing = useTask()
  const doing = (name: string, work: () => Promise<void>) => (): void => {
    if (busy !== null) return
    setBusy(name)
    work()
      .catch(showError)
      .finally(() => setBusy(null))
  }
  const print = doing('print', async () => {
    const page = await pages('print')
    await printing.print(standaloneHtml(page.title, page.markup))
  })
  const { pdf } = printing
  const writePdf = async (): Promise<void> => {
    if (!pdf) return
    const file = await files.saveFile({ title: '保存 PDF', suggestedName: `${title}.pdf` })
    if (!file) return
    const page = await pages('pdf')
    await pdf(standaloneHtml(page.title, page.markup), file.token)
    saved(file)
  }
  const save = async (format: 'docx' | 'xlsx'): Promise<void> => {
    if (!write) return
    const file = await files.saveFile({ title: '保存文件', suggestedName: `${title}.${format}` })
    if (!file) return
    const written = await writing.run((operation) => write(format, file.token, operation))
    files.deliver({ token: file.token, file: written })
    saved(file)
  }
  const isShort = tooLong === undefined
  useShortcut('print', isShort ? print : null)
  return (
    <>
      <Button
        type="primary"
        loading={busy === 'print'}
        disabled={!isShort}
        title={tooLong ?? 'Ctrl+P'}
        onClick={print}
      >
        打印
      </Button>
      <Button
        loading={busy === 'pdf'}
        disabled={pdf === null || !isShort}
        title={pdf === null ? noPdf : (tooLong ?? '')}
        onClick={doing('pdf', writePdf)}
      >
        PDF
      </Button>
      {(write ? everyFormat : [])
        .filter(({ format }) => formats?.includes(format) ?? true)
        .map(({ format, label }) => (
          <Button
            key={format}
            loading={busy === format}
            disabled={format === 'docx' && !isShort}
            title={format === 'docx' ? (tooLong ?? '') : ''}
            onClick={doing(format, () => save(format))}
          >
            {label}
          </Button>
        ))}
      {long && (
        <div className="writing">
          <ProgressLine task={long.task} label={long.label} operation={writing.operation} />
        </div>
      )}
    </>
  )
}
