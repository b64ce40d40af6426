import { QuestionCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { Topic } from '../../shared/manual/topics'
import { useShortcut } from '../ui/shortcuts'
import { openManual } from './open-manual'

/** Opens the page of the manual that belongs to what is on the screen; F1 does the same. */
export function ManualButton({ topic }: { readonly topic: Topic }) {
  const open = (): void => openManual(topic)
  useShortcut('help', open)
  return (
    <Button
      icon={<QuestionCircleOutlined aria-hidden="true" />}
      onClick={open}
      title="F1"
      aria-label="使用说明"
    />
  )
}
