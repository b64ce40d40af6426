import { Radio } from 'antd'
import type { ReactNode } from 'react'
import type { ConflictEntry, ConflictHead } from '../../../shared/contract/conflicts'
import { TableScroll } from '../../ui/table-scroll'
import { localMinute } from '../../ui/today'
import { ClockAhead } from '../clock-ahead'
import { HeadText } from './head-text'

interface ConflictTableProps {
  readonly conflict: ConflictEntry
  /** Nothing can be chosen: by this person, or on this computer. */
  readonly disabled: boolean
  /** Tells this table from the others of the page. */
  readonly name: string
}

/** What stood there, and what each wrote instead, side by side; the head of each version is its choice in the radio group around. */
export function ConflictTable({ conflict: found, disabled, name }: ConflictTableProps) {
  // By computer, not by clock: the same side stands at the same place in every card.
  const conflict = { ...found, heads: found.heads.toSorted((a, b) => (a.siteName < b.siteName ? -1 : 1)) }
  const { base, heads, about } = conflict
  return (
    <TableScroll label={`${name}的各种内容`}>
      <table className="plain conflict-table">
        <thead>
          <tr>
            <td />
            {base && <th scope="col">原来</th>}
            {heads.map((head) => (
              <th scope="col" key={head.change}>
                <Radio value={head.change} disabled={disabled || !head.mayKeep}>
                  采用{head.siteName}
                </Radio>
                {!head.mayKeep && <p className="help">须由有权办理这一步的人员决定</p>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {about === 'row' ? (
            <CellLines conflict={conflict} />
          ) : (
            <Line
              label="内容"
              conflict={conflict}
              base={base?.text ?? ''}
              of={(head) =>
                head.text === '' ? '（空）' : <HeadText conflict={conflict} head={head} text={head.text} />
              }
              className="conflict-value"
            />
          )}
          {(about === 'state' || about === 'deletion') && (
            <Line
              label={about === 'state' ? '同时填写' : '操作'}
              conflict={conflict}
              base=""
              of={(head) => <Parts head={head} />}
            />
          )}
          <Line label="填写人" conflict={conflict} base="" of={({ author }) => author} />
          <Line label="填写时间" conflict={conflict} base="" of={timeOf} />
          <Line label="来源" conflict={conflict} base="" of={wayText} />
          {heads.some(({ reason }) => reason !== null) && (
            <Line label="理由" conflict={conflict} base="" of={({ reason }) => reason ?? ''} />
          )}
        </tbody>
      </table>
    </TableScroll>
  )
}

interface LineProps {
  readonly label: string
  readonly conflict: ConflictEntry
  readonly base: string
  readonly of: (head: ConflictHead) => ReactNode
  readonly className?: string
}

function Line({ label, conflict, base, of, className }: LineProps) {
  return (
    <tr className={className}>
      <th scope="row">{label}</th>
      {conflict.base && <td>{base}</td>}
      {conflict.heads.map((head) => (
        <td key={head.change}>{of(head)}</td>
      ))}
    </tr>
  )
}

/** The cells of a row, line by line; those that are not the same everywhere stand out. */
function CellLines({ conflict }: { conflict: ConflictEntry }) {
  const { base, heads } = conflict
  const cells = (heads.find(({ parts }) => parts.length > 0) ?? base)?.parts ?? []
  const textOf = (version: Pick<ConflictHead, 'parts' | 'text'>, key: string): string =>
    version.parts.find((part) => part.key === key)?.text ?? ''
  const removed = heads.some(({ parts }) => parts.length === 0)
  return (
    <>
      {removed && (
        <Line
          label="这一条"
          conflict={conflict}
          base=""
          of={({ parts, text }) => (parts.length === 0 ? text : '保留')}
          className="conflict-value"
        />
      )}
      {cells.map(({ key, label }) => {
        const texts = heads.filter(({ parts }) => parts.length > 0).map((head) => textOf(head, key))
        const differs = new Set(texts).size > 1
        if (!differs && texts.every((text) => text === '')) return null
        return (
          <Line
            key={key}
            label={label}
            conflict={conflict}
            base={base ? textOf(base, key) : ''}
            of={(head) => <HeadText conflict={conflict} head={head} cell={key} text={textOf(head, key)} />}
            {...(differs && { className: 'conflict-value' })}
          />
        )
      })}
    </>
  )
}

function Parts({ head }: { head: ConflictHead }) {
  return (
    <ul>
      {head.parts.map(({ key, label, text }) => (
        <li key={key}>
          {label}：{text || '（空）'}
        </li>
      ))}
    </ul>
  )
}

function timeOf({ at, clockAhead }: ConflictHead): ReactNode {
  return clockAhead ? (
    <>
      {localMinute(at)} <ClockAhead />
    </>
  ) : (
    localMinute(at)
  )
}

function wayText({ bundle, siteName }: ConflictHead): string {
  if (!bundle) return `在${siteName}登记`
  const medium = bundle.medium === null ? '' : `，介质 ${bundle.medium}`
  return `${bundle.fromName} 第 ${bundle.serial} 批${medium}\n${localMinute(bundle.at)} 导入`
}
