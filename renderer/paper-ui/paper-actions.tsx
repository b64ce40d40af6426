import { Button } from 'antd'
import type { FileToken } from '../../shared/contract/types'
import { standaloneHtml } from '../../shared/paper/print-style'
import type { Chosen } from '../../shared/wire'
import { useTransport } from '../engine/engine-context'
import { ProgressLine } from '../engine/progress-line'
import { useTask } from '../engine/use-task'
import { useShortcut } from '../ui/shortcuts'
import { useBusy } from '../ui/use-busy'
import { SaveAs, type Writers } from './save-as'

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

/** Print, and the page as a file. */
export function PaperActions({
  title,
  tooLong,
  pages,
  write,
  formats = ['docx', 'xlsx'],
  long,
}: PaperActionsProps) {
  const { printing } = useTransport()
  const { busy, run } = useBusy()
  const writing = useTask()
  const print = (): void =>
    void run(async () => {
      const page = await pages('print')
      await printing.print(standaloneHtml(page.title, page.markup))
    })
  const writePdf = async ({ token, name }: Chosen): Promise<string> => {
    const page = await pages('pdf')
    await printing.pdf?.(standaloneHtml(page.title, page.markup), token)
    return name
  }
  const writersOf = (make: NonNullable<typeof write>): Writers =>
    Object.fromEntries(
      formats.map((format) => [
        format,
        ({ token }: Chosen) => writing.run((operation) => make(format, token, operation)),
      ]),
    )
  useShortcut('print', tooLong === undefined ? print : null)
  return (
    <>
      <Button
        type="primary"
        loading={busy}
        disabled={tooLong !== undefined}
        title={tooLong ?? 'Ctrl+P'}
        onClick={print}
      >
        打印
      </Button>
      <SaveAs
        title={title}
        writers={{ ...(write && writersOf(write)), pdf: writePdf }}
        refused={{ docx: tooLong, pdf: tooLong }}
      />
      {long && (
        <div className="writing">
          <ProgressLine task={long.task} label={long.label} operation={writing.operation} />
        </div>
      )}
    </>
  )
}
