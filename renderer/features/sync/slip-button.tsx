import { Button } from 'antd'
import type { Input } from '../../../shared/contract'
import { standaloneHtml } from '../../../shared/paper/print-style'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useBusy } from '../../ui/use-busy'

interface SlipButtonProps {
  readonly of: Input<'sync.slip'>
  /** What tells this button from others of its table, for those who do not see the row. */
  readonly about: string
  readonly small?: boolean
}

/** Prints 收发登记单, the page that goes with the stick. */
export function SlipButton({ of, about, small = false }: SlipButtonProps) {
  const rpc = useRpc()
  const { printing } = useTransport()
  const { busy, run } = useBusy()
  const print = async (): Promise<void> => {
    const slip = await rpc.sync.slip(of)
    await printing.print(standaloneHtml(slip.title, slip.markup))
    await rpc.sync.slipPrinted({ entry: slip.entry, how: 'print' })
  }
  return (
    <Button
      size={small ? 'small' : 'medium'}
      loading={busy}
      aria-label={`打印收发登记单：${about}`}
      onClick={() => void run(print)}
    >
      {small ? '打印' : '打印收发登记单'}
    </Button>
  )
}
