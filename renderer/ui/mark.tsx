import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  ExclamationCircleOutlined,
  MinusCircleOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'

/** What something asks of a person: 红 overdue, 琥珀 needs you, 绿 done, and nothing. */
export type Tone = 'red' | 'amber' | 'green' | 'calm'

const icons: Readonly<Record<Tone, ReactNode>> = {
  red: <ExclamationCircleOutlined />,
  amber: <ClockCircleOutlined />,
  green: <CheckCircleOutlined />,
  calm: <MinusCircleOutlined />,
}

/** A word with its colour and its picture: never a colour alone. */
export function Mark({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`mark mark-${tone}`}>
      <span aria-hidden="true">{icons[tone]}</span>
      <span>{children}</span>
    </span>
  )
}
