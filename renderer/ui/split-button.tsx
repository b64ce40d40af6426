import { DownOutlined } from '@ant-design/icons'
import { Button, Space } from 'antd'
import { ChoiceMenu, type MenuChoice } from './choice-menu'

interface SplitButtonProps {
  readonly choices: readonly MenuChoice[]
  /** Names what the small button opens. */
  readonly more: string
  /** The choice that is being carried out. */
  readonly busy: string | null
}

/** The first choice that can be taken is the button; ▾ beside it opens the others, each with the reason it is refused. */
export function SplitButton({ choices, more, busy }: SplitButtonProps) {
  const first = choices.find(({ refused }) => refused === undefined) ?? choices[0]
  if (!first) return null
  const others = choices.filter((choice) => choice !== first)
  const button = (
    <Button
      loading={busy !== null}
      disabled={first.refused !== undefined}
      title={first.refused}
      onClick={first.run}
    >
      {first.label}
    </Button>
  )
  if (others.length === 0) return button
  return (
    <Space.Compact>
      {button}
      <ChoiceMenu choices={others}>
        <Button
          aria-label={more}
          aria-haspopup="menu"
          disabled={busy !== null}
          title={busy === null ? more : '正在保存，请稍等'}
          icon={<DownOutlined aria-hidden="true" />}
        />
      </ChoiceMenu>
    </Space.Compact>
  )
}
