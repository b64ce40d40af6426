import { Button } from 'antd'
import { useMemo } from 'react'
import type { Candidate } from '../../../shared/contract/duplicates'
import { isTyped, type Kind } from '../../../shared/definition/define'
import { isWeak } from '../../../shared/definition/duplicate-rule'
import { displayValue } from '../../../shared/records/display'
import { idsIn } from '../../../shared/records/referred'
import { asRows, type Body } from '../../../shared/shapes'
import { useNames } from '../../engine/names'
import { useWords } from '../../engine/words'
import { attempt } from '../../ui/errors'
import { TableScroll } from '../../ui/table-scroll'
import { isCleared, isEmpty } from '../form-values'

export interface SimilarActions {
  /** Absent where leaving the form would lose what is typed. */
  readonly open?: ((record: string) => void) | undefined
  readonly dismiss: (candidate: Candidate) => Promise<void>
  readonly merge: (record: string) => void
  /** What merging does first, in the button's words. */
  readonly mergeLabel: string
  /** Merges at once, where nobody is filling in a form. */
  readonly same?: (candidate: Candidate) => Promise<void>
}

interface SimilarPanelProps extends SimilarActions {
  readonly id: string
  readonly kind: Kind
  readonly candidates: readonly Candidate[]
  /** The record in question, and what stands for its shortened values. */
  readonly values: Body
  readonly masked: ReadonlyMap<string, string>
  /** Its name where it is one of many, which stay where they are; absent: it opened beside a form. */
  readonly oneOfMany?: string
}

/** The panel opens below the fields: somebody at the top of a long form is to see it. */
function showWhole(panel: HTMLElement | null): void {
  panel?.scrollIntoView({ block: 'nearest' })
}

/** The record and those that it may be, side by side; what agrees is marked. */
export function SimilarPanel(props: SimilarPanelProps) {
  const { id, kind, candidates, values, masked, oneOfMany, ...actions } = props
  const keys = useMemo(() => comparedKeys(kind, candidates, values), [kind, candidates, values])
  const ids = useMemo(() => namedIds(kind, keys, candidates, values), [kind, keys, candidates, values])
  const nameOf = useNames(ids)
  const wordsOf = useWords()
  const shown = (key: string, body: Body): string => {
    const field = kind.fields[key]
    if (field?.type === 'rows') return isEmpty(body[key]) ? '' : `${asRows(body[key]).length} 条`
    return displayValue(field, isEmpty(body[key]) ? null : body[key], nameOf, wordsOf)
  }
  return (
    <section
      id={id}
      ref={oneOfMany === undefined ? showWhole : null}
      className="section similar"
      aria-label={oneOfMany ?? '可能重复的记录'}
    >
      {oneOfMany === undefined && <p>请比对是否为同一事项。不影响继续填写和保存。</p>}
      <TableScroll label={oneOfMany === undefined ? '可能重复的记录' : `对照 ${oneOfMany}`}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col">这一条</th>
              {candidates.map(({ record, why, score }) => (
                <th scope="col" key={record.id}>
                  {record.number ?? record.title}
                  <span className="similar-why">
                    {isWeak(score) && '可能性较小：'}
                    {why.join('；')}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key}>
                <th scope="row">{kind.fields[key]?.label}</th>
                <td>{shown(key, values) || (isCleared(values[key]) ? '' : (masked.get(key) ?? ''))}</td>
                {candidates.map(({ record, agree }) => (
                  <td key={record.id} className={agree.includes(key) ? 'similar-same' : undefined}>
                    {shown(key, record.body)}
                    {agree.includes(key) && <span className="similar-mark">（相同）</span>}
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <td />
              <td />
              {candidates.map((candidate) => (
                <td key={candidate.record.id}>
                  <CandidateButtons candidate={candidate} {...actions} />
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </TableScroll>
    </section>
  )
}

function CandidateButtons({
  candidate,
  open,
  dismiss,
  merge,
  mergeLabel,
  same,
}: SimilarActions & { candidate: Candidate }) {
  const { record } = candidate
  const name = record.number ?? record.title
  return (
    <div className="similar-actions">
      {open && (
        <Button size="small" aria-label={`打开 ${name}`} onClick={() => open(record.id)}>
          打开
        </Button>
      )}
      {same && (
        <Button size="small" aria-label={`同一事项 ${name}`} onClick={() => attempt(() => same(candidate))}>
          同一事项
        </Button>
      )}
      <Button size="small" aria-label={`不是重复 ${name}`} onClick={() => attempt(() => dismiss(candidate))}>
        不是重复
      </Button>
      <Button size="small" aria-label={`${mergeLabel} ${name}`} onClick={() => merge(record.id)}>
        {mergeLabel}
      </Button>
    </div>
  )
}

/** What agrees or was compared, and what the list shows of the kind, in the order of the form. */
function comparedKeys(kind: Kind, candidates: readonly Candidate[], values: Body): readonly string[] {
  const telling = new Set(candidates.flatMap(({ agree, compared }) => [...agree, ...compared]))
  return kind.form
    .flat()
    .filter((key) => isTyped(kind, key) && (telling.has(key) || kind.list.includes(key)))
    .filter((key) => !isEmpty(values[key]) || candidates.some(({ record }) => !isEmpty(record.body[key])))
}

function namedIds(
  kind: Kind,
  keys: readonly string[],
  candidates: readonly Candidate[],
  values: Body,
): readonly string[] {
  return keys.flatMap((key) => {
    const field = kind.fields[key]
    if (!field || field.type === 'rows') return []
    return [values, ...candidates.map(({ record }) => record.body)].flatMap((body) => idsIn(field, body[key]))
  })
}
