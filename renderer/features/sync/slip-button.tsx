import { Button } from 'antd'
import { useState } from 'react'
import type { Input } from '../../../shared/contract'
import { standaloneHtml } from '../../../shared/paper/print-style'
import { useRpc, useTransport } from '../../engine/engine-context'
import { showError } from '../../ui/errors'

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
  const [busy, setBusy] = useState(false)
  const print = async (): Promise<void> => {
    setBusy(true)
    try {
      const slip = await rpc.sync.slip(of)
      await printing.print(standaloneHtml(slip.title, slip.markup))
      await rpc.sync.slipPrinted({ entry: slip.entry, how: 'print' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      size={small ? 'small' : 'medium'}
      loading={busy}
      aria-label={`打印收发登记单：${about}`}
      onClick={() => void print().catch(showError)}
    >
      {small ? '打印' : '打印收发登记单'}
    </Button>
  )
}
