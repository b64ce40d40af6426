import type { Output } from '../../../shared/contract'
import { problemText } from '../../../shared/field-problems'
import { knownKind } from '../../../shared/kinds'
import { messageFor } from '../../../shared/messages'
import { problemsOf } from '../../ui/errors'
import { TableScroll } from '../../ui/table-scroll'

type Left = Output<'bulk.preview'>['left'][number]

/** The records that a step leaves as they are, each with the reason. */
export function LeftTable({ left, total }: { readonly left: readonly Left[]; readonly total: number }) {
  return (
    <>
      <div className="bulk-left">
        <TableScroll label="不处理的记录">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">编号</th>
                <th scope="col">记录</th>
                <th scope="col">原因</th>
              </tr>
            </thead>
            <tbody>
              {left.map((one) => (
                <tr key={one.id}>
                  <td>{one.number}</td>
                  <td>{one.title}</td>
                  <td>{whyLeft(one)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      </div>
      {left.length < total && <p className="help">只列出前 {left.length} 条。</p>}
    </>
  )
}

/** The fields that are wrong where some are, or else what happened. */
function whyLeft({ reason }: Left): string {
  const problems = problemsOf({ ...reason, retryable: false })
  if (problems.length === 0) return messageFor(reason).title
  const { kind } = reason.params
  const fields = typeof kind === 'string' ? knownKind(kind)?.fields : undefined
  return problems
    .map((problem) => problemText(problem, fields?.[problem.field.split('/')[0] ?? '']?.label ?? '理由'))
    .join('；')
}
