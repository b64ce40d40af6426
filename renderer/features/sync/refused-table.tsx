import { Alert, Button } from 'antd'
import type { RefusedFile } from '../../../shared/contract/exchanged-files'
import { messageFor } from '../../../shared/messages'
import { TableScroll } from '../../ui/table-scroll'

interface RefusedTableProps {
  readonly files: readonly RefusedFile[]
  readonly title: string
  readonly detail?: string
  /** Looks at one of them by itself; without it that is not offered. */
  readonly onAlone?: (token: string) => void
}

/** The files of a pile that were not taken: each with why, and what to do about it. Nothing where all were. */
export function RefusedTable({ files, title, detail, onAlone }: RefusedTableProps) {
  if (files.length === 0) return null
  return (
    <>
      <Alert type="warning" showIcon title={title} description={detail} />
      <TableScroll label="没有导入的文件">
        <table className="plain" aria-label="没有导入的文件">
          <thead>
            <tr>
              <th scope="col">文件</th>
              <th scope="col">原因</th>
              <th scope="col">处理办法</th>
              {onAlone && <th scope="col">操作</th>}
            </tr>
          </thead>
          <tbody>
            {files.map((file) => {
              const { title: why, action } = messageFor(file)
              return (
                <tr key={file.token}>
                  <td className="file">{file.file}</td>
                  <td>{why}</td>
                  <td>{action}</td>
                  {onAlone && (
                    <td>
                      <Button
                        size="small"
                        onClick={() => onAlone(file.token)}
                        aria-label={`单独处理 ${file.file}`}
                      >
                        单独处理
                      </Button>
                    </td>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      </TableScroll>
    </>
  )
}
