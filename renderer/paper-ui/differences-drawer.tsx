import { Drawer } from 'antd'
import type { Output } from '../../shared/contract'
import { partLabels } from '../../shared/figures/unit-tree'
import { knownKind } from '../../shared/kinds'
import { signedText } from '../../shared/paper/frozen'
import { parsePeriod } from '../../shared/period'
import { useNames } from '../engine/names'
import { useCall } from '../engine/use-call'
import { detailPath } from '../paths'
import { ErrorNotice } from '../ui/error-notice'
import { TableScroll } from '../ui/table-scroll'
import { localMinute } from '../ui/today'
import { nameHere } from '../ui/trail'

type Differences = Output<'reports.differences'>

const changes = { added: '新增', removed: '不再计入', edited: '数值变动' } as const

/** 与已上报差异: the figures then and now, and the records that changed. */
export function DifferencesDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error, again } = useCall('reports.differences', { id })
  return (
    <Drawer open title="与已上报差异" onClose={onClose} size="min(56rem, 92vw)">
      {error ? <ErrorNotice error={error} again={again} /> : null}
      {data && (
        <>
          <p className="help">
            {data.frozen.title}，{localMinute(data.frozen.at)}
            {signedText(data.frozen)}。
            {data.recounted.length > 0 && '部分统计项定稿后调整了口径，前后数据不能直接比较。'}
          </p>
          {data.figures.length === 0 && data.total === 0 ? (
            <p>没有差异：现在的数字与定稿时一样。</p>
          ) : (
            <>
              <Figures figures={data.figures} />
              <Rows differences={data} />
            </>
          )}
        </>
      )}
    </Drawer>
  )
}

function Figures({ figures }: { figures: Differences['figures'] }) {
  const nameOf = useNames(figures.flatMap(({ before }) => before.unit ?? []))
  return (
    <TableScroll label="数值变动">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">统计项</th>
            <th scope="col">时间</th>
            <th scope="col">单位</th>
            <th scope="col">定稿时</th>
            <th scope="col">现在</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ before, after }) => (
            <tr key={before.id}>
              <td>
                {before.label}（{before.word}）
              </td>
              <td>{parsePeriod(before.period).label}</td>
              <td>
                {before.unit === null ? '全部' : nameOf(before.unit)}
                {before.part && `（${partLabels[before.part]}）`}
              </td>
              <td className="number">{before.text}</td>
              <td className="number">{after.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function Rows({ differences: { rows, rowsKept, total } }: { differences: Differences }) {
  if (!rowsKept) return <p className="help">定稿时记录过多，没有逐条保存，只能比较数字。</p>
  return (
    <>
      <h3>变动的记录</h3>
      {total > rows.length && (
        <p className="help">
          共 {total} 处，先列出 {rows.length} 处。
        </p>
      )}
      <TableScroll label="变动的记录">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">统计项</th>
              <th scope="col">记录</th>
              <th scope="col">变化</th>
              <th scope="col">定稿时</th>
              <th scope="col">现在</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.measure} ${row.record}`}>
                <td>
                  {row.label}（{row.word}）
                </td>
                <td>
                  <ChangedRecord row={row} />
                </td>
                <td>{changeOf(row)}</td>
                <td className="number">{row.before ?? '—'}</td>
                <td className="number">{row.after ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  )
}

/** One that adds what it added was edited elsewhere: its village, its date. */
function changeOf({ deleted, change, before, after }: Differences['rows'][number]): string {
  if (deleted) return '已删除'
  return change === 'edited' && before === after ? '内容变动' : changes[change]
}

function ChangedRecord({ row }: { row: Differences['rows'][number] }) {
  const kind = row.kind === null ? undefined : knownKind(row.kind)
  if (!kind) return <>这条记录不在本机</>
  return (
    <a href={`#${detailPath(kind, row.record)}`} onClick={() => nameHere('与已上报差异')}>
      {`${kind.label} ${row.number ?? ''} ${row.title ?? ''}`}
    </a>
  )
}
