import { Alert, Button } from 'antd'
import { useMemo } from 'react'
import type { Kind } from '../../../shared/definition/define'
import type { Json } from '../../../shared/json'
import { displayValue } from '../../../shared/records/display'
import { idsIn } from '../../../shared/records/referred'
import type { Body } from '../../../shared/shapes'
import { useNames } from '../../engine/names'
import { useWords } from '../../engine/words'

/** A record was changed by another while it stood in a form. */
export interface ChangedMeanwhile {
  /** Who; `''` for nobody knows. */
  readonly by: string
  /** A save was refused for it. */
  readonly refused: boolean
  /** Fields that both changed. */
  readonly both: readonly string[]
  /** Fields that only the other changed. */
  readonly taken: readonly string[]
  /** The record as the other left it. */
  readonly theirs: Body
}

interface ChangedNoticeProps {
  readonly kind: Kind
  readonly changed: ChangedMeanwhile
  readonly values: Body
  readonly onTake: (key: string, value: Json) => void
}

/** Says what another changed meanwhile, and offers both values where both did. */
export function ChangedNotice({ kind, changed, values, onTake }: ChangedNoticeProps) {
  const { by, refused, both, taken, theirs } = changed
  const ids = useMemo(
    () =>
      [...both, ...taken].flatMap((key) => {
        const field = kind.fields[key]
        return field ? [...idsIn(field, theirs[key]), ...idsIn(field, values[key])] : []
      }),
    [kind, both, taken, theirs, values],
  )
  const nameOf = useNames(ids)
  const wordsOf = useWords()
  const labels = taken.map((key) => kind.fields[key]?.label ?? key)
  const textOf = (key: string, body: Body): string =>
    displayValue(kind.fields[key], body[key] ?? null, nameOf, wordsOf) || '（空）'
  return (
    <Alert
      type="warning"
      showIcon
      title={`${refused ? '没有保存：' : ''}这条记录在您打开以后${by === '' ? '又' : `被${by}`}改过。您填写的都还在，请核对后再保存。`}
      description={
        <div className="stack">
          {taken.length > 0 && <p>对方修改了{labels.join('、')}，已带入。</p>}
          {both.map((key) => (
            <p key={key}>
              {kind.fields[key]?.label}双方都修改了：您填写的是“{textOf(key, values)}”，对方填写的是“
              {textOf(key, theirs)}”。{' '}
              <Button size="small" onClick={() => onTake(key, theirs[key] ?? null)}>
                采用对方的{kind.fields[key]?.label}
              </Button>
            </p>
          ))}
        </div>
      }
    />
  )
}
