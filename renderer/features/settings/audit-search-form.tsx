import { Button, Input } from 'antd'
import { useState } from 'react'
import { actionLabels } from '../../../shared/audit/actions'
import { ChoiceControl } from '../../kinds-ui/controls/choice-control'
import { DateControl } from '../../kinds-ui/controls/typed-controls'
import { Labeled } from '../../ui/labeled'
import { type AuditSearch, emptySearch, problemsIn } from './audit-search'

interface AuditSearchFormProps {
  /** The letter before the numbers of this computer. */
  readonly letter: string
  readonly busy: boolean
  readonly onLook: (search: AuditSearch) => void
}

const actions = Object.entries(actionLabels).map(([value, label]) => ({ value, label }))
const textIn = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** What the audit log is searched by: a sheet's number, who did what, and when. */
export function AuditSearchForm({ letter, busy, onLook }: AuditSearchFormProps) {
  const [search, setSearch] = useState(emptySearch)
  const problems = problemsIn(search)
  const set = (part: Partial<AuditSearch>): void => setSearch((before) => ({ ...before, ...part }))
  const showAll = (): void => {
    setSearch(emptySearch)
    onLook(emptySearch)
  }
  return (
    <form
      className="inline-form"
      aria-label="查找操作"
      onSubmit={(event) => {
        event.preventDefault()
        if (Object.keys(problems).length === 0) onLook(search)
      }}
    >
      <Labeled label="编号" problem={problems.number}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            placeholder={`如 ${letter}000128`}
            value={search.number}
            onChange={(event) => set({ number: event.target.value })}
          />
        )}
      </Labeled>
      <Labeled label="用户">
        {(control) => (
          <Input
            {...control}
            maxLength={40}
            autoComplete="off"
            value={search.user}
            onChange={(event) => set({ user: event.target.value })}
          />
        )}
      </Labeled>
      <Labeled label="操作">
        {(control) => (
          <ChoiceControl
            control={control}
            options={actions}
            value={search.action}
            placeholder="全部"
            onChange={(action) => set({ action: textIn(action) })}
          />
        )}
      </Labeled>
      <Labeled label="从" problem={problems.from}>
        {(control) => (
          <DateControl
            control={control}
            value={search.from}
            onChange={(from) => set({ from: textIn(from) })}
          />
        )}
      </Labeled>
      <Labeled label="到" problem={problems.to}>
        {(control) => (
          <DateControl control={control} value={search.to} onChange={(to) => set({ to: textIn(to) })} />
        )}
      </Labeled>
      <Button type="primary" htmlType="submit" loading={busy}>
        查找
      </Button>
      <Button onClick={showAll}>显示全部</Button>
    </form>
  )
}
