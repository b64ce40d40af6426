import { Dropdown } from 'antd'
import type { ReactElement, ReactNode } from 'react'

export interface MenuChoice {
  readonly key: string
  readonly label: string
  readonly icon?: ReactNode
  readonly danger?: boolean
  /** Why it can not be chosen now; absent: it can. */
  readonly refused?: string | undefined
  readonly run: () => void
}

interface ChoiceMenuProps {
  readonly choices: readonly MenuChoice[]
  /** The button that opens the menu. */
  readonly children: ReactElement
}

/** Choices behind a button, each that is refused with the reason. */
export function ChoiceMenu({ choices, children }: ChoiceMenuProps) {
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: choices.map(({ key, label, icon, danger = false, refused }) => ({
          key,
          icon,
          danger,
          disabled: refused !== undefined,
          label: refused === undefined ? label : `${label}：${refused}`,
        })),
        onClick: ({ key }) => choices.find((choice) => choice.key === key)?.run(),
      }}
    >
      {children}
    </Dropdown>
  )
}
