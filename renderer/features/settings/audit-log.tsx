import { Alert, Button, Input } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import { actionLabels, isAction } from '../../../shared/audit/actions'
import type { Input as CallInput } from '../../../shared/contract'
import type { AuditEntry } from '../../../shared/contract/audit'
import { elsewhereText, readPaperNumber } from '../../../shared/paper/paper-number'
import { isDate } from '../../../shared/period'
import { useRpc } from '../../engine/engine-context'
import { useSession } from '../../engine/session'
import { ChoiceControl } from '../../kinds-ui/choice-control'
import { DateControl } from '../../kinds-ui/typed-controls'
import { showError } from '../../ui/errors'
import { Labeled } from '../../ui/labeled'
import { Section } from '../../ui/page'
import { AuditTable } from './audit-table'

type Filter = Omit<CallInput<'safety.audit'>, 'after' | 'limit'>

/** What is typed: each field's text, or nothing. */
interface Typed {
  readonly number: string
  readonly user: string
  readonly action: string | null
  readonly from: string | null
  readonly to: string | null
}

const nothing: Typed = { number: '', user: '', action: null, from: null, to: null }
const actions = Object.entries(actionLabels).map(([value, label]) => ({ value, label }))

interface Found {
  readonly entries: readonly AuditEntry[]
  readonly next: number | null
}

/** 操作日志: the number on a sheet of paper leads to who made it, when, and of what. */
export function AuditLog() {
  const rpc = useRpc()
  const { site } = useSession()
  const [typed, setTyped] = useState(nothing)
  const [filter, setFilter] = useState<Filter>({})
  const [elsewhere, setElsewhere] = useState<string>()
  const [found, setFound] = useState<Found | null>(null)
  const [busy, setBusy] = useState(false)
  const round = useRef(0)

  const ask = useCallback(
    async (wanted: Filter, after: number | null): Promise<void> => {
      round.current += 1
      const mine = round.current
      setBusy(true)
      try {
        const page = await rpc.safety.audit({ ...wanted, ...(after !== null && { after }) })
        if (round.current !== mine) return
        setFound((before) => ({
          entries: after === null ? page.entries : [...(before?.entries ?? []), ...page.entries],
          next: page.next,
        }))
      } catch (error) {
        if (round.current === mine) showError(error)
      } finally {
        if (round.current === mine) setBusy(false)
      }
    },
    [rpc],
  )
  useEffect(() => {
    void ask(filter, null)
    return () => {
      round.current += 1
    }
  }, [ask, filter])

  const problems = problemsOf(typed)
  const set = (part: Partial<Typed>): void => setTyped((before) => ({ ...before, ...part }))
  const look = (wanted: Typed): void => {
    const number = readPaperNumber(wanted.number)
    setElsewhere(number && elsewhereText(number, site.letter))
    setFilter(filterOf(wanted))
  }
  const choose = (next: Typed): void => {
    setTyped(next)
    look(next)
  }
  return (
    <Section title="操作日志">
      <p className="help">
        打印和导出的材料页脚都有编号,在这里可以查到是谁、什么时候、对什么做的。只登记本机上的操作,不含填写的内容,也不能修改。
      </p>
      <form
        className="inline-form"
        aria-label="查找操作"
        onSubmit={(event) => {
          event.preventDefault()
          if (Object.keys(problems).length === 0) look(typed)
        }}
      >
        <Labeled label="编号" problem={problems.number}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              placeholder={`如 ${site.letter}000128`}
              value={typed.number}
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
              value={typed.user}
              onChange={(event) => set({ user: event.target.value })}
            />
          )}
        </Labeled>
        <Labeled label="操作">
          {(control) => (
            <ChoiceControl
              control={control}
              options={actions}
              value={typed.action}
              placeholder="全部"
              onChange={(action) => set({ action: typeof action === 'string' ? action : null })}
            />
          )}
        </Labeled>
        <Labeled label="从" problem={problems.from}>
          {(control) => (
            <DateControl
              control={control}
              value={typed.from}
              onChange={(from) => set({ from: dayIn(from) })}
            />
          )}
        </Labeled>
        <Labeled label="到" problem={problems.to}>
          {(control) => (
            <DateControl control={control} value={typed.to} onChange={(to) => set({ to: dayIn(to) })} />
          )}
        </Labeled>
        <Button type="primary" htmlType="submit" loading={busy}>
          查找
        </Button>
        <Button onClick={() => choose(nothing)}>显示全部</Button>
      </form>
      {elsewhere !== undefined && <Alert type="warning" showIcon title={elsewhere} />}
      {found && <AuditTable entries={found.entries} busy={busy} />}
      {found && found.next !== null && (
        <Button loading={busy} onClick={() => void ask(filter, found.next)}>
          显示更早的
        </Button>
      )}
    </Section>
  )
}

const dayIn = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function problemsOf({ number, from, to }: Typed): Partial<Record<'number' | 'from' | 'to', string>> {
  const day = '请写成日期,如 2026-11-03。'
  return {
    ...(number.trim() !== '' &&
      !readPaperNumber(number) && { number: '请写页脚「编号」后面的数字,数字前有字母的连字母一起写。' }),
    ...(from !== null && !isDate(from) && { from: day }),
    ...(to !== null && !isDate(to) && { to: day }),
  }
}

function filterOf({ number, user, action, from, to }: Typed): Filter {
  const row = readPaperNumber(number)
  return {
    ...(row && { number: row.number }),
    ...(user.trim() !== '' && { user: user.trim() }),
    ...(action !== null && isAction(action) && { action }),
    ...(from !== null && { from }),
    ...(to !== null && { to }),
  }
}
