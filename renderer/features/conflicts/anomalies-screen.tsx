import { Alert } from 'antd'
import { useState } from 'react'
import type { AnomalyEntry } from '../../../shared/contract/anomalies'
import { problemText } from '../../../shared/field-problems'
import { knownKind } from '../../../shared/kinds'
import { useCall } from '../../engine/use-call'
import { anomaliesPath, detailPath, editPath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { Moment } from '../../ui/moment'
import { Page } from '../../ui/page'
import { PageTurner } from '../../ui/page-turner'
import { TableScroll } from '../../ui/table-scroll'
import { CheckTabs } from './check-tabs'

/** Records on one page. */
const pageSize = 50

/** Every value that is none of its field: it stands in no figure until somebody corrects it. */
export function AnomaliesScreen() {
  const [cursors, setCursors] = useState<readonly number[]>([])
  const after = cursors.at(-1)
  const { data, error, again } = useCall('anomalies.list', {
    limit: pageSize,
    ...(after !== undefined && { after }),
  })
  return (
    <Page title="核对" detail={data && `共 ${data.records} 条记录`}>
      <CheckTabs current={anomaliesPath} />
      <p className="help">
        文件带来的内容不符合这一项的格式时，按原样保存，但不计入报表、台账排序和筛选。请打开记录改正；改正后自动计入。
      </p>
      {error ? <ErrorNotice error={error} again={again} /> : null}
      {data && data.records === 0 && <Alert type="success" showIcon title="没有异常数据。" />}
      {data && data.anomalies.length > 0 && (
        <TableScroll label="异常数据">
          <table className="plain">
            <thead>
              <tr>
                {['记录', '项目', '内容', '原因', '填写人', '来自批次'].map((heading) => (
                  <th key={heading} scope="col">
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.anomalies.map((anomaly) => (
                <AnomalyRow key={`${anomaly.record} ${anomaly.field}`} anomaly={anomaly} />
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {data && <PageTurner cursors={cursors} next={data.next} onTurn={setCursors} />}
    </Page>
  )
}

function AnomalyRow({ anomaly }: { anomaly: AnomalyEntry }) {
  const { record, number, title, label, text, author, at, siteName, bundle } = anomaly
  const kind = knownKind(anomaly.kind)
  return (
    <tr>
      <td>
        {kind && (
          <a href={`#${detailPath(kind, record)}`}>
            {kind.label} {number} {title}
          </a>
        )}
      </td>
      <td>{label}</td>
      <td>{text}</td>
      <td>
        {problemText(anomaly, label)}
        {kind && <a href={`#${editPath(kind, record)}`}>改正</a>}
      </td>
      <td>
        {author} {siteName} {at && <Moment at={at} />}
      </td>
      <td>{bundle ? `${bundle.fromName} 第 ${bundle.serial} 批` : '本机'}</td>
    </tr>
  )
}
