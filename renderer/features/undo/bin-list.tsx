import { Button } from 'antd'
import type { Output } from '../../../shared/contract'
import { knownKind } from '../../../shared/kinds'
import { useMay } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { useRecordWrites } from '../../kinds-ui/use-record-writes'
import { ErrorNotice } from '../../ui/error-notice'
import { attempt } from '../../ui/errors'
import { TableScroll } from '../../ui/table-scroll'
import { localMinute } from '../../ui/today'
import { RecordLink } from './record-link'

type BinRow = Output<'records.bin'>['rows'][number]

/** The recycle bin over all kinds, with who put each record there and when. */
export function BinList() {
  const { data, error, again } = useCall('records.bin', {})
  if (error) return <ErrorNotice error={error} again={again} />
  if (!data) return null
  if (data.rows.length === 0) return <p className="nothing">回收站是空的。</p>
  return (
    <TableScroll label="回收站">
      <table className="plain">
        <thead>
          <tr>
            {['移入时间', '由谁', '种类', '记录', '理由', '恢复'].map((heading) => (
              <th scope="col" key={heading}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <BinLine key={row.record.id} row={row} />
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function BinLine({ row: { record, by, at, reason } }: { readonly row: BinRow }) {
  const { restore } = useRecordWrites()
  const mayWrite = useMay('record.write')
  const kind = knownKind(record.kind)
  const name = [record.number, record.title].filter(Boolean).join(' ')
  return (
    <tr>
      <td>{localMinute(at)}</td>
      <td>{by}</td>
      <td>{kind?.label}</td>
      <td>
        <RecordLink kind={record.kind} id={record.id} name={name} />
      </td>
      <td>{reason}</td>
      <td>
        {mayWrite && kind && (
          <Button
            size="small"
            aria-label={`恢复 ${name}`}
            onClick={() => attempt(() => restore(kind, record))}
          >
            恢复
          </Button>
        )}
      </td>
    </tr>
  )
}
