import type { Output } from '../../../shared/contract'
import { type ErrorCode, errorCodes } from '../../../shared/errors'
import { messageFor } from '../../../shared/messages'
import { Moment } from '../../ui/moment'
import { Section } from '../../ui/page'
import { TableScroll } from '../../ui/table-scroll'
import { RecheckButton } from './recheck-button'
import { SlipButton } from './slip-button'

type LogEntry = Output<'sync.log'>['entries'][number]

/** Every file that was written or read here, refused ones too. */
export function ExchangeLog({ entries }: { entries: readonly LogEntry[] }) {
  return (
    <Section title="收发登记">
      {entries.length > 0 && <RecheckButton />}
      {entries.length === 0 ? (
        <p className="nothing">尚未收发过文件。</p>
      ) : (
        <TableScroll label="收发登记">
          <table className="plain">
            <thead>
              <tr>
                {['时间', '方向', '对方', '批次', '修改', '经手人', 'U盘编号', '文件', '结果', '登记单'].map(
                  (heading) => (
                    <th scope="col" key={heading}>
                      {heading}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <tr key={entry.entry}>
                  <td>
                    <Moment at={entry.at} />
                  </td>
                  <td>{entry.direction === 'export' ? '导出' : '导入'}</td>
                  <td>{entry.peer}</td>
                  <td className="number">{entry.serial ?? ''}</td>
                  <td className="number">{entry.changes.toLocaleString('zh-CN')}</td>
                  <td>{entry.user}</td>
                  <td>{entry.medium ?? ''}</td>
                  <td className="file">{entry.file}</td>
                  <td>{resultText(entry)}</td>
                  <td>
                    {entry.result === 'ok' && (
                      <SlipButton of={{ entry: entry.entry }} about={entry.file} small />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </Section>
  )
}

const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(errorCodes, text)

function resultText({ result, file }: LogEntry): string {
  return isErrorCode(result) ? messageFor({ code: result, params: { bundle: file, file } }).title : '成功'
}
