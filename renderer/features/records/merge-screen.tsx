import { Button, Input, Radio } from 'antd'
import { useMemo, useRef, useState } from 'react'
import { isTyped, type Kind } from '../../../shared/definition/define'
import { sameJson } from '../../../shared/json'
import { displayValue } from '../../../shared/records/display'
import type { RecordView } from '../../../shared/records/view'
import { asRows } from '../../../shared/shapes'
import { useRpc } from '../../engine/engine-context'
import { useNames } from '../../engine/names'
import { useCall } from '../../engine/use-call'
import { useWords } from '../../engine/words'
import { isEmpty } from '../../kinds-ui/form-values'
import { referredIds } from '../../kinds-ui/referred-ids'
import { detailPath, mergePath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { attempt } from '../../ui/errors'
import { navigate } from '../../ui/hash-route'
import { Labeled } from '../../ui/labeled'
import { newOperation } from '../../ui/operation'
import { Page } from '../../ui/page'
import { TableScroll } from '../../ui/table-scroll'
import { showToast } from '../../ui/toasts'

/** Two records that are one: which stays, and whose value where they differ. */
export function MergeScreen({ kind, keep, drop }: { kind: Kind; keep: string; drop: string }) {
  const first = useCall('records.get', { id: keep }, [kind.name])
  const second = useCall('records.get', { id: drop }, [kind.name])
  const error = first.error ?? second.error
  return (
    <Page title={`合并${kind.label}`}>
      {error !== undefined && <ErrorNotice error={error} again={first.error ? first.again : second.again} />}
      {first.data && second.data && <Merging kind={kind} keep={first.data} drop={second.data} />}
    </Page>
  )
}

type Side = 'keep' | 'drop'

function Merging({ kind, keep, drop }: { kind: Kind; keep: RecordView; drop: RecordView }) {
  const rpc = useRpc()
  const [choose, setChoose] = useState<Readonly<Record<string, Side>>>({})
  const [reason, setReason] = useState('重复登记')
  const operation = useRef(newOperation())
  const ids = useMemo(() => [...referredIds(kind, keep), ...referredIds(kind, drop)], [kind, keep, drop])
  const nameOf = useNames(ids)
  const wordsOf = useWords()
  const keys = kind.form.flat().filter((key) => !isEmpty(keep.body[key]) || !isEmpty(drop.body[key]))
  const shown = (key: string, record: RecordView): string => {
    const field = kind.fields[key]
    const value = record.body[key]
    if (field?.type === 'rows') return isEmpty(value) ? '' : `${asRows(value).length} 条`
    return displayValue(field, isEmpty(value) ? null : value, nameOf, wordsOf)
  }
  const merge = async (): Promise<void> => {
    await rpc.records.merge({
      keep: keep.id,
      drop: drop.id,
      choose,
      reason: reason.trim(),
      operation: operation.current,
    })
    operation.current = newOperation()
    const name = keep.number ?? keep.title
    const undo = async (): Promise<void> => {
      await rpc.records.unmerge({ drop: drop.id, operation: newOperation() })
      showToast(`${name} 已取消合并`, { about: keep.id })
    }
    showToast(`已合并到 ${name}`, { about: keep.id, action: { label: '撤销', run: () => attempt(undo) } })
    navigate(detailPath(kind, keep.id), { replace: true })
  }
  return (
    <>
      <p>
        保留左边的一条，右边的一条并入其中。两边不同的，请选定采用哪一个；一边未填的，采用已填的一个；名单和附件全部保留。合并后随时可以取消合并。
      </p>
      <TableScroll label="两条记录对照">
        <table className="plain merge-choice">
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col">保留 {keep.number ?? keep.title}</th>
              <th scope="col">并入 {drop.number ?? drop.title}</th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key}>
                <th scope="row">{kind.fields[key]?.label}</th>
                {(['keep', 'drop'] as const).map((side) => {
                  const text = shown(key, side === 'keep' ? keep : drop)
                  return (
                    <td key={side}>
                      {isChosen(kind, key, keep, drop) ? (
                        <Radio
                          name={key}
                          checked={(choose[key] ?? 'keep') === side}
                          onChange={() => setChoose((before) => ({ ...before, [key]: side }))}
                          aria-label={`${kind.fields[key]?.label}用${side === 'keep' ? '保留' : '并入'}的：${text}`}
                        >
                          {text}
                        </Radio>
                      ) : (
                        text || '未填'
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <Labeled label="合并理由" required>
        {(control) => (
          <Input
            {...control}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Labeled>
      <div className="form-actions">
        <Button
          type="primary"
          disabled={reason.trim() === ''}
          title={reason.trim() === '' ? '请先写明合并的理由' : undefined}
          onClick={() => attempt(merge)}
        >
          合并
        </Button>
        <Button onClick={() => navigate(mergePath(kind, drop.id, keep.id), { replace: true })}>
          对调，保留右边的一条
        </Button>
        <Button onClick={() => navigate(detailPath(kind, keep.id))}>不合并</Button>
      </div>
    </>
  )
}

/** A person chooses where both are filled and differ; shortened values may differ although they look alike. */
function isChosen(kind: Kind, key: string, keep: RecordView, drop: RecordView): boolean {
  const field = kind.fields[key]
  if (!field || field.type === 'rows' || !isTyped(kind, key)) return false
  if (isEmpty(keep.body[key]) || isEmpty(drop.body[key])) return false
  return field.mask !== undefined || !sameJson(keep.body[key], drop.body[key])
}
