import { FilterOutlined, SlidersOutlined } from '@ant-design/icons'
import { Button, Checkbox, Radio } from 'antd'
import { useId, useState } from 'react'
import type { Kind } from '../../../shared/definition/define'
import { FilterPanel, SearchBox } from '../../kinds-ui/filter-panel'
import { narrow } from '../../kinds-ui/narrow'
import { type Density, usePreferences } from '../../ui/preferences'
import { ListChips } from './list-chips'

/** One line over a list: what is looked for, the usual views, and the doors to every filter and to how the list looks. */
export function ListBar({ kind, query }: { kind: Kind; query: URLSearchParams }) {
  const panelId = useId()
  const [open, setOpen] = useState<'filters' | 'look' | null>(null)
  const toggle = (which: 'filters' | 'look'): void => setOpen((now) => (now === which ? null : which))
  const isNarrowed = [...query.keys()].length > 0
  const clear = (): void => narrow(Object.fromEntries([...query.keys()].map((key) => [key, undefined])))
  return (
    <>
      <div className="list-bar">
        <SearchBox text={query.get('text') ?? ''} />
        <ListChips kind={kind} query={query} />
        <Button
          icon={<FilterOutlined aria-hidden="true" />}
          aria-expanded={open === 'filters'}
          aria-controls={`${panelId}-filters`}
          onClick={() => toggle('filters')}
        >
          筛选
        </Button>
        <Button
          icon={<SlidersOutlined aria-hidden="true" />}
          aria-expanded={open === 'look'}
          aria-controls={`${panelId}-look`}
          onClick={() => toggle('look')}
        >
          显示
        </Button>
        {isNarrowed && (
          <Button type="text" onClick={clear}>
            清除筛选
          </Button>
        )}
      </div>
      {open === 'filters' && <FilterPanel kind={kind} query={query} id={`${panelId}-filters`} />}
      {open === 'look' && <LookPanel kind={kind} id={`${panelId}-look`} />}
    </>
  )
}

/** What of a list is wanted; the same for all lists of this window. */
function LookPanel({ kind, id }: { kind: Kind; id: string }) {
  const { numbers, setNumbers, preview, setPreview, density, setDensity } = usePreferences()
  return (
    <section className="filter-bar list-panel" aria-label="显示" id={id}>
      {kind.numbered && (
        <Checkbox
          checked={numbers === 'shown'}
          onChange={({ target }) => setNumbers(target.checked ? 'shown' : 'hidden')}
        >
          编号
        </Checkbox>
      )}
      <Checkbox
        checked={preview === 'shown'}
        onChange={({ target }) => setPreview(target.checked ? 'shown' : 'hidden')}
      >
        预览（窗口够宽时）
      </Checkbox>
      <Radio.Group
        aria-label="行高"
        value={density}
        options={[
          { value: 'roomy' satisfies Density, label: '宽松' },
          { value: 'dense' satisfies Density, label: '紧凑' },
        ]}
        onChange={({ target }) => setDensity(target.value)}
      />
    </section>
  )
}
