import { Button, Drawer } from 'antd'
import { useEffect, useState } from 'react'
import type { Output } from '../../shared/contract'
import type { Figure } from '../../shared/figures/figure'
import { knownKind } from '../../shared/kinds'
import { parsePeriod } from '../../shared/period'
import type { RecordView } from '../../shared/records/view'
import { useRpc } from '../engine/engine-context'
import { detailPath } from '../paths'
import { ErrorNotice } from '../ui/error-notice'
import { NamedTabs } from '../ui/named-tabs'
import { TableScroll } from '../ui/table-scroll'
import { nameHere } from '../ui/trail'

type Row = Output<'reports.figureRows'>['rows'][number]

interface FigureDrawerProps {
  readonly figure: Figure
  /** The number stands in a report that was signed off; its rows are those of today. */
  readonly frozen: boolean
  /** The page that it stands on, as ← 返回 names it: 月报. */
  readonly from: string
  readonly onClose: () => void
}

/** What rows are asked for: those of a figure, or of one part of a share. */
type Asked = Pick<Figure, 'measure' | 'word' | 'period' | 'unit' | 'part' | 'adds'>

/** How a number comes from its rows. */
const wordsOf = {
  sum: '由以下记录相加得出。',
  last: '是各单位最近一期的数，由以下记录相加得出。',
  mean: '由以下记录平均得出。',
} as const

/** A number with all its decimal places. */
const shownNumber = (number: number): string => number.toLocaleString('zh-CN', { maximumFractionDigits: 4 })

/** The records behind one number, each with what it adds; of a share, those of its numerator and of its denominator. */
export function FigureDrawer({ figure, frozen, from, onClose }: FigureDrawerProps) {
  const name = `${from} ${figure.label}${figure.text}${figure.word}`
  return (
    <Drawer
      open
      title={`${figure.label}：${shownNumber(figure.value)} ${figure.word}`}
      onClose={onClose}
      size="min(48rem, 90vw)"
    >
      {frozen && <p className="help">这是定稿时的数，下面是现在的记录；有改动的，请查看“与已上报差异”。</p>}
      {figure.parts ? (
        <>
          <p className="help">
            {figure.parts.map((part) => `${part.label}${part.value}${part.word}`).join(' ÷ ')}
          </p>
          <NamedTabs
            name={`${figure.label}由哪些数算出`}
            items={figure.parts.map((part) => ({
              key: part.measure,
              label: `${part.label} ${shownNumber(part.value)}${part.word}`,
              children: (
                <FigureRows
                  asked={{ ...figure, adds: undefined, measure: part.measure, word: part.word }}
                  name={name}
                />
              ),
            }))}
          />
        </>
      ) : (
        <FigureRows asked={figure} name={name} />
      )}
    </Drawer>
  )
}

function FigureRows({ asked, name }: { asked: Asked; name: string }) {
  const { rows, next, error, more } = useFigureRows(asked)
  return (
    <>
      {error ? <ErrorNotice error={error} again={more} /> : null}
      <p className="help">
        {parsePeriod(asked.period).label}，{wordsOf[asked.adds ?? 'sum']}
      </p>
      <TableScroll label="组成记录">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">记录</th>
              <th scope="col">类别</th>
              <th scope="col">计入（{asked.word}）</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ record, amount }) => (
              <tr key={`${record.id} ${amount}`}>
                <td>
                  <RecordLink record={record} name={name} />
                </td>
                <td>{knownKind(record.kind)?.label ?? record.kind}</td>
                <td className="number">{shownNumber(amount)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {next !== null && <Button onClick={more}>显示更多</Button>}
    </>
  )
}

function RecordLink({ record, name }: { record: RecordView; name: string }) {
  const kind = knownKind(record.kind)
  const text = `${record.number ?? ''} ${record.title}`.trim()
  if (!kind) return text
  return (
    <a href={`#${detailPath(kind, record.id)}`} onClick={() => nameHere(name)}>
      {text}
    </a>
  )
}

function useFigureRows({ measure, period, unit, part }: Asked) {
  const rpc = useRpc()
  const [rows, setRows] = useState<readonly Row[]>([])
  const [next, setNext] = useState<string | null>(null)
  const [after, setAfter] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    let current = true
    const page = rpc.reports.figureRows({
      measure,
      period,
      ...(unit !== null && { unit }),
      ...(part !== undefined && { part }),
      ...(after !== null && { after }),
    })
    page.then(
      (found) => {
        if (!current) return
        setRows((before) => (after === null ? found.rows : [...before, ...found.rows]))
        setNext(found.next)
        setError(null)
      },
      (reason: unknown) => current && setError(reason),
    )
    return () => {
      current = false
    }
  }, [rpc, measure, period, unit, part, after])
  return { rows, next, error, more: () => setAfter(next) }
}
