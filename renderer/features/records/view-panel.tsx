import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import type { Kind } from '../../../shared/definition/define'
import type { ListView } from '../../../shared/records/list-view'
import { useRpc } from '../../engine/engine-context'
import { viewQueryOf } from '../../kinds-ui/record-table/list-order'
import { attempt } from '../../ui/errors'
import { useHashQuery } from '../../ui/hash-route'
import { Labeled } from '../../ui/labeled'
import { newOperation } from '../../ui/operation'
import { usePreferences } from '../../ui/preferences'
import { showToast } from '../../ui/toasts'
import { openView } from './open-view'

interface ViewPanelProps {
  readonly kind: Kind
  readonly id: string
  readonly views: readonly ListView[]
  readonly onChanged: () => void
}

/** This person's views of a list: the list as it stands under a name, the one it opens with, and the others. */
export function ViewPanel({ kind, id, views, onChanged }: ViewPanelProps) {
  const rpc = useRpc()
  const query = viewQueryOf(useHashQuery())
  const density = usePreferences((state) => state.density)
  const [name, setName] = useState('')
  const [isDefault, setDefault] = useState(false)
  const [left, setLeft] = useState(false)
  const given = name.trim()
  const keep = async (view: ListView): Promise<void> => {
    await rpc.records.saveView({ kind: kind.name, view, operation: newOperation() })
    onChanged()
  }
  const save = async (): Promise<void> => {
    if (given === '') {
      setLeft(true)
      return
    }
    await keep({ name: given, query, density, isDefault })
    showToast(`已保存视图“${given}”`)
    setName('')
    setLeft(false)
  }
  const drop = async (view: ListView): Promise<void> => {
    await rpc.records.dropView({ kind: kind.name, name: view.name, operation: newOperation() })
    onChanged()
    showToast(`已删除视图“${view.name}”`, {
      action: { label: '撤销', run: () => attempt(() => keep(view)) },
    })
  }
  return (
    <section className="list-panel stack" aria-label="视图" id={id}>
      <form
        className="filter-bar"
        aria-label="保存视图"
        onSubmit={(event) => {
          event.preventDefault()
          attempt(save)
        }}
      >
        <Labeled
          label="将当前列表存为视图"
          help="保存筛选、排序、列、列宽和行高；只在这台电脑上供您本人使用"
          problem={left && given === '' ? '请填写视图名称。' : undefined}
        >
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={20}
              autoComplete="off"
              placeholder="如：本季度未审核"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Labeled>
        <div className="filter-end">
          <Checkbox checked={isDefault} onChange={({ target }) => setDefault(target.checked)}>
            打开列表时默认使用
          </Checkbox>
          <Button htmlType="submit">保存视图</Button>
        </div>
      </form>
      {views.length > 0 && (
        <ul className="view-list" aria-label="已保存的视图">
          {views.map((view) => (
            <li key={view.name}>
              <Button type="text" onClick={() => openView(kind, view)}>
                {view.name}
              </Button>
              {view.isDefault && <span className="badge">默认</span>}
              <Button
                size="small"
                aria-label={`${view.isDefault ? '不再默认' : '设为默认'} ${view.name}`}
                onClick={() => attempt(() => keep({ ...view, isDefault: !view.isDefault }))}
              >
                {view.isDefault ? '不再默认' : '设为默认'}
              </Button>
              <Button
                size="small"
                aria-label={`删除视图 ${view.name}`}
                onClick={() => attempt(() => drop(view))}
              >
                删除
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
