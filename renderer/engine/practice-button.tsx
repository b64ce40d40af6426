import { Button, type ButtonProps } from 'antd'
import { AppError } from '../../shared/errors'
import { useBusy } from '../ui/use-busy'
import { useTransport } from './engine-context'

/** Opens the second, separate profile to practise in; absent where this is it, or where the host has none. */
export function PracticeButton(look: Pick<ButtonProps, 'type' | 'size' | 'block'>) {
  const { openPractice } = useTransport()
  const { busy, run } = useBusy()
  if (openPractice === null) return null
  const open = async (): Promise<void> => {
    if (!(await openPractice())) throw new AppError('practice.not-opened')
  }
  return (
    <Button {...look} loading={busy} onClick={() => void run(open)}>
      打开练习资料
    </Button>
  )
}
