import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown, Space } from 'antd'

interface Choice {
  readonly key: string
  readonly label: string
  /** Why it can not be chosen now; absent: it can. */
  readonly refused?: string | undefined
  readonly run: () => void
}

interface SplitButtonProps {
  readonly choices: readonly Choice[]
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
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        menu={{
          items: others.map(({ key, label, refused }) => ({
            key,
            disabled: refused !== undefined,
            label: refused === undefined ? label : `${label}：${refused}`,
          })),
          onClick: ({ key }) => others.find((choice) => choice.key === key)?.run(),
        }}
      >
        <Button
          aria-label={more}
          aria-haspopup="menu"
          disabled={busy !== null}
          title={busy === null ? more : '正在保存，请稍等'}
          icon={<DownOutlined aria-hidden="true" />}
        />
      </Dropdown>
    </Space.Compact>
  )
}
