import { Button } from 'antd'
import { useState } from 'react'
import { standaloneHtml } from '../../../shared/reports/print-style'
import { useRpc, useTransport } from '../../engine/engine-context'
import { showError } from '../../ui/errors'
import { newOperation } from '../../ui/operation'
import { ProgressLine } from '../../ui/progress-line'
import { useShortcut } from '../../ui/shortcuts'
import { showToast } from '../../ui/toasts'
import type { Which } from './which'

interface LedgerActionsProps {
  readonly which: Which
  readonly title: string
  /** False: too long for paper, only Excel takes it. */
  readonly onPaper: boolean
}

const tooLong = '行数太多,请缩短时间、选一个单位,或者导出 Excel'
const noPdf = '在浏览器中请点「打印」,目标选「另存为 PDF」'

/** Print, PDF, Word, Excel; an Excel file in the making can be stopped. */
export function LedgerActions({ which, title, onPaper }: LedgerActionsProps) {
  const rpc = useRpc()
  const { files, printing } = useTransport()
  const [busy, setBusy] = useState<string | null>(null)
  const [writing, setWriting] = useState<string | null>(null)
  const doing = (name: string, work: () => Promise<void>) => (): void => {
    if (busy !== null) return
    setBusy(name)
    work()
      .catch(showError)
      .finally(() => setBusy(null))
  }
  const print = doing('print', async () => {
    const page = await rpc.ledgers.print({ ...which, how: 'print' })
    await printing.print(standaloneHtml(page.title, page.markup))
  })
  const { pdf } = printing
  const writePdf = async (): Promise<void> => {
    if (!pdf) return
    const file = await files.saveFile({ title: '保存 PDF', suggestedName: `${title}.pdf` })
    if (!file) return
    const page = await rpc.ledgers.print({ ...which, how: 'pdf' })
    await pdf(standaloneHtml(page.title, page.markup), file.token)
    showToast(`已保存 ${file.name}`)
  }
  const write = async (format: 'docx' | 'xlsx'): Promise<void> => {
    const file = await files.saveFile({ title: '保存台账', suggestedName: `${title}.${format}` })
    if (!file) return
    const operation = newOperation()
    setWriting(operation)
    try {
      const written = await rpc.ledgers.write({ ...which, format, file: file.token, operation })
      files.deliver({ token: file.token, file: written.file })
      showToast(`已保存 ${file.name},共 ${written.rows.toLocaleString('zh-CN')} 行`)
    } finally {
      setWriting(null)
    }
  }
  useShortcut('print', onPaper ? print : null)
  return (
    <>
      <Button
        type="primary"
        loading={busy === 'print'}
        disabled={!onPaper}
        title={onPaper ? 'Ctrl+P' : tooLong}
        onClick={print}
      >
        打印
      </Button>
      <Button
        loading={busy === 'pdf'}
        disabled={pdf === null || !onPaper}
        title={pdf === null ? noPdf : onPaper ? '' : tooLong}
        onClick={doing('pdf', writePdf)}
      >
        PDF
      </Button>
      <Button
        loading={busy === 'docx'}
        disabled={!onPaper}
        title={onPaper ? '' : tooLong}
        onClick={doing('docx', () => write('docx'))}
      >
        Word
      </Button>
      <Button loading={busy === 'xlsx'} onClick={doing('xlsx', () => write('xlsx'))}>
        Excel
      </Button>
      {writing !== null && (
        <div className="writing">
          <ProgressLine task="ledger" label="正在写台账" />
          <Button
            size="small"
            onClick={() => void rpc.ledgers.cancel({ operation: writing }).catch(showError)}
          >
            停止
          </Button>
        </div>
      )}
    </>
  )
}
