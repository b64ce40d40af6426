import { Button } from 'antd'
import type { Kind } from '../../../shared/definition/define'
import { knownKind } from '../../../shared/kinds'
import { followUps } from '../../../shared/records/follow-up'
import { useMayWrite } from '../../kinds-ui/use-record-writes'
import { followPath } from '../../paths'
import { navigate } from '../../ui/hash-route'

interface FollowButtonsProps {
  readonly kind: Kind
  readonly record: string
  /** One row of a rows field; absent: the record itself. */
  readonly row?: { readonly field: string; readonly id: string; readonly label: string }
}

/** 「转为…」 for every kind that may be made out of a record or one of its rows. */
export function FollowButtons({ kind, record, row }: FollowButtonsProps) {
  return followUps(kind, row?.field ?? '$record').map((name) => {
    const target = knownKind(name)
    return target && <FollowButton key={name} target={target} record={record} row={row} />
  })
}

interface FollowButtonProps {
  readonly target: Kind
  readonly record: string
  readonly row: FollowButtonsProps['row']
}

function FollowButton({ target, record, row }: FollowButtonProps) {
  const mayWrite = useMayWrite(target)
  if (!mayWrite) return null
  return (
    <Button
      {...(row && { size: 'small' as const, 'aria-label': `转为${target.label}：${row.label}` })}
      onClick={() => navigate(followPath(target, record, row?.id))}
    >
      转为{target.label}
    </Button>
  )
}
