import type { ImportedFile } from '../../../shared/contract/exchanged-files'
import { warningsText } from '../../../shared/exchange/peer-texts'
import { Moment } from '../../ui/moment'
import { TableScroll } from '../../ui/table-scroll'
import { SlipButton } from './slip-button'

const results: Readonly<Record<ImportedFile['result'], string>> = {
  ready: '可以导入',
  applied: '已导入',
  'nothing-new': '以前已导入，没有新内容',
  partial: '导入了一部分',
  waiting: '等待准入',
}

interface ImportTableProps {
  readonly files: readonly ImportedFile[]
  readonly label: string
  /** Whether each file's 收发登记单 can be printed: once it has been imported. */
  readonly withSlips?: boolean
}

/** What each file brings, or brought. */
export function ImportTable({ files, label, withSlips = false }: ImportTableProps) {
  return (
    <TableScroll label={label}>
      <table className="plain" aria-label={label}>
        <thead>
          <tr>
            {[
              '文件',
              '发出单位',
              '批次',
              '导出时间',
              '新增',
              '修改',
              '删除',
              '内容不一致',
              '回执确认',
              '提示',
              '结果',
            ].map((heading) => (
              <th scope="col" key={heading}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={`${file.fromSite} ${file.serial} ${file.file}`}>
              <td className="file">{file.file}</td>
              <td>{file.from}</td>
              <td className="number">{file.serial}</td>
              <td>
                <Moment at={file.createdAt} />
              </td>
              <td className="number">{file.new}</td>
              <td className="number">{file.changed}</td>
              <td className="number">{file.deleted}</td>
              <td className="number">{file.conflicts}</td>
              <td className="number">{file.confirmed}</td>
              <td>{warningsText(file) || '无'}</td>
              <td>
                {results[file.result]}{' '}
                {withSlips && file.result !== 'waiting' && (
                  <SlipButton
                    of={{ direction: 'import', serial: file.serial, peer: file.fromSite }}
                    about={file.file}
                    small
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
