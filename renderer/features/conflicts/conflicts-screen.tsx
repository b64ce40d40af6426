import { Alert, Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import type { ConflictEntry } from '../../../shared/contract/conflicts'
import { knownKind } from '../../../shared/kinds'
import { useMay } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { ConflictCard } from '../../kinds-ui/conflicts/conflict-card'
import { conflictsPath, detailPath } from '../../paths'
import { clearable } from '../../ui/control-signs'
import { ErrorNotice } from '../../ui/error-notice'
import { Labeled } from '../../ui/labeled'
import { Page } from '../../ui/page'
import { BulkBar } from './bulk-bar'
import { CheckTabs } from './check-tabs'

/** Records on one page. */
const pageSize = 20
const none: ReadonlySet<string> = new Set()

const keyOf = ({ record, key }: ConflictEntry): string => `${record} ${key}`
/** A decision or another bundle makes it another conflict: what was half chosen no longer fits. */
const versionOf = (conflict: ConflictEntry): string =>
  `${keyOf(conflict)} ${conflict.heads.map(({ change }) => change).join(' ')}`
/** The same field of the same kind, for decisions that are alike. */
const fieldOf = ({ kind, key }: ConflictEntry): string => `${kind} ${key.split('/')[0]}`

/** Every field that holds several values, by record, page by page; one by one, or many for one side. */
export function ConflictsScreen() {
  const [cursors, setCursors] = useState<readonly number[]>([])
  const after = cursors.at(-1)
  const { data, error, again } = useCall('records.conflicts', {
    limit: pageSize,
    ...(after !== undefined && { after }),
  })
  const mayWrite = useMay('record.write')
  const [field, setField] = useState<string | null>(null)
  const [picked, setPicked] = useState(none)
  const all = data?.conflicts ?? []
  const shown = field === null ? all : all.filter((conflict) => fieldOf(conflict) === field)
  const chosen = shown.filter((conflict) => picked.has(keyOf(conflict)))
  const open = shown.filter(({ mayDecide }) => mayDecide)
  const turn = (next: readonly number[]): void => {
    setCursors(next)
    setPicked(none)
    setField(null)
  }
  const pick = (conflict: ConflictEntry, isPicked: boolean): void =>
    setPicked((before) => {
      const others = [...before].filter((name) => name !== keyOf(conflict))
      return new Set(isPicked ? [...others, keyOf(conflict)] : others)
    })
  return (
    <Page title="核对" detail={data && `共 ${data.records} 条记录`}>
      <CheckTabs current={conflictsPath} />
      <p className="help">
        两台电脑对同一项填写的内容不一致时，各方内容都会保留，在这里核对后采用其一；决定会随文件带到其他电脑。
      </p>
      {error ? <ErrorNotice error={error} again={again} /> : null}
      {data && data.records === 0 && <Alert type="success" showIcon title="没有需要核对的内容。" />}
      {data && all.length === 0 && data.records > 0 && (
        <Alert
          type="info"
          showIcon
          title="本页已核对完毕。"
          action={<Button onClick={() => turn([])}>查看其余</Button>}
        />
      )}
      {all.length > 1 && (
        <div className="inline-form conflict-filter">
          <FieldChoice conflicts={all} value={field} onChange={setField} />
          {mayWrite && open.length > 1 && (
            <Checkbox
              checked={chosen.length === open.length}
              indeterminate={chosen.length > 0 && chosen.length < open.length}
              onChange={(event) => setPicked(event.target.checked ? new Set(open.map(keyOf)) : none)}
            >
              全选这一页
            </Checkbox>
          )}
        </div>
      )}
      {mayWrite && chosen.length > 0 && <BulkBar chosen={chosen} onDone={() => setPicked(none)} />}
      {shown.map((conflict) => (
        <article
          className="section"
          key={versionOf(conflict)}
          aria-label={`差异：${conflict.title} ${conflict.label}`}
        >
          <div className="section-head">
            <RecordHeading conflict={conflict} />
            {mayWrite && conflict.mayDecide && open.length > 1 && (
              <Checkbox
                checked={picked.has(keyOf(conflict))}
                aria-label={`选中 ${conflict.title} ${conflict.label}`}
                onChange={(event) => pick(conflict, event.target.checked)}
              >
                选中
              </Checkbox>
            )}
          </div>
          <ConflictCard conflict={conflict} />
        </article>
      ))}
      {data && (cursors.length > 0 || data.next !== null) && (
        <nav className="form-actions" aria-label="翻页">
          <Button
            disabled={cursors.length === 0}
            title={cursors.length === 0 ? '已经是第一页' : undefined}
            onClick={() => turn(cursors.slice(0, -1))}
          >
            上一页
          </Button>
          <Button
            disabled={data.next === null}
            title={data.next === null ? '已经是最后一页' : undefined}
            onClick={() => data.next !== null && turn([...cursors, data.next])}
          >
            下一页
          </Button>
        </nav>
      )}
    </Page>
  )
}

function RecordHeading({ conflict }: { conflict: ConflictEntry }) {
  const kind = knownKind(conflict.kind)
  return (
    <h2>
      {kind ? (
        <a href={`#${detailPath(kind, conflict.record)}`}>
          {kind.label} {conflict.number} {conflict.title}
        </a>
      ) : (
        conflict.title
      )}
    </h2>
  )
}

interface FieldChoiceProps {
  readonly conflicts: readonly ConflictEntry[]
  readonly value: string | null
  readonly onChange: (field: string | null) => void
}

/** Only one field of one kind: what is alike is decided alike. */
function FieldChoice({ conflicts, value, onChange }: FieldChoiceProps) {
  const fields = new Map<string, { label: string; count: number }>()
  for (const conflict of conflicts) {
    const kind = knownKind(conflict.kind)
    const known = fields.get(fieldOf(conflict))
    const label = `${kind?.label ?? conflict.kind} · ${conflict.label}`
    fields.set(fieldOf(conflict), { label, count: (known?.count ?? 0) + 1 })
  }
  return (
    <Labeled label="只看一项">
      {(control) => (
        <Select
          id={control.id}
          className="wide"
          allowClear={clearable}
          placeholder="全部"
          options={[...fields].map(([name, { label, count }]) => ({
            value: name,
            label: `${label}（${count} 处）`,
          }))}
          value={value}
          onChange={(next?: string) => onChange(next ?? null)}
        />
      )}
    </Labeled>
  )
}
