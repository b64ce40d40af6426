import { DownOutlined, FilterOutlined, PlusOutlined, SlidersOutlined } from '@ant-design/icons'
import { Button, Checkbox, Radio } from 'antd'
import { useId, useState } from 'react'
import type { Kind } from '../../../shared/definition/define'
import type { ListView } from '../../../shared/records/list-view'
import { FilterPanel, SearchBox } from '../../kinds-ui/list/filter-panel'
import { narrow } from '../../kinds-ui/list/narrow'
import { ChoiceMenu, type MenuChoice } from '../../ui/choice-menu'
import { type Density, usePreferences } from '../../ui/preferences'
import { ColumnsLook } from './columns-look'
import { ListChips } from './list-chips'
import { ViewPanel } from './view-panel'

interface ListBarProps {
  readonly kind: Kind
  readonly query: URLSearchParams
  /** This person's own views. */
  readonly views: readonly ListView[]
  readonly onViews: () => void
  /** In a narrow window what else is done with the list stands behind 更多, and the search in the page's head; `null` in a wide one. */
  readonly others: readonly MenuChoice[] | null
}

type Panel = 'filters' | 'look' | 'views'

/** The doors to how the list looks, and to the views that are kept. */
const doors = [
  { panel: 'look', label: '显示', icon: <SlidersOutlined aria-hidden="true" /> },
  { panel: 'views', label: '视图', icon: <PlusOutlined aria-hidden="true" /> },
] as const

/** One line over a list: what is looked for, the usual views, and the doors to every filter and to how the list looks. */
export function ListBar({ kind, query, views, onViews, others }: ListBarProps) {
  const panelId = useId()
  const [open, setOpen] = useState<Panel | null>(null)
  const toggle = (which: Panel): void => setOpen((now) => (now === which ? null : which))
  const isNarrowed = [...query.keys()].length > 0
  const clear = (): void =>
    narrow({
      ...Object.fromEntries([...query.keys()].map((key) => [key, undefined])),
      view: views.some(({ isDefault }) => isDefault) ? 'none' : undefined,
    })
  return (
    <>
      <div className="list-bar">
        {others === null && <SearchBox text={query.get('text') ?? ''} />}
        <ListChips kind={kind} query={query} own={views} />
        <Button
          icon={<FilterOutlined aria-hidden="true" />}
          aria-expanded={open === 'filters'}
          aria-controls={`${panelId}-filters`}
          onClick={() => toggle('filters')}
        >
          筛选
        </Button>
        {others === null ? (
          doors.map(({ panel, label, icon }) => (
            <Button
              key={panel}
              icon={icon}
              aria-expanded={open === panel}
              aria-controls={`${panelId}-${panel}`}
              onClick={() => toggle(panel)}
            >
              {label}
            </Button>
          ))
        ) : (
          <ChoiceMenu
            choices={[
              ...doors.map(({ panel, label, icon }) => ({
                key: panel,
                label: open === panel ? `收起“${label}”` : label,
                icon,
                run: () => toggle(panel),
              })),
              ...others,
            ]}
          >
            <Button aria-haspopup="menu">
              更多
              <DownOutlined aria-hidden="true" />
            </Button>
          </ChoiceMenu>
        )}
        {isNarrowed && (
          <Button type="text" onClick={clear}>
            清除筛选
          </Button>
        )}
      </div>
      {open === 'filters' && <FilterPanel kind={kind} query={query} id={`${panelId}-filters`} />}
      {open === 'views' && (
        <ViewPanel kind={kind} id={`${panelId}-views`} views={views} onChanged={onViews} />
      )}
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
        预览（窗口较宽时）
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
      <ColumnsLook kind={kind} />
    </section>
  )
}
