import { Alert } from 'antd'
import type { ImportedFile } from '../../../shared/contract/exchanged-files'
import { SuspectsLine } from '../../kinds-ui/duplicates/suspects-line'
import type { Found } from './import-state'
import { ImportTable } from './import-table'
import { RefusedTable } from './refused-table'

interface ImportDoneProps {
  readonly found: Found
  /** Looks at one refused file by itself; without it that is not offered. */
  readonly onAlone?: (token: string) => void
}

/** What the files have done. */
export function ImportDone({ found: { files, refused }, onAlone }: ImportDoneProps) {
  return (
    <>
      <RefusedTable
        files={refused}
        title={`有 ${refused.length} 个文件没有导入，其余的不受影响`}
        {...(onAlone ? { onAlone } : {})}
      />
      {files.length > 0 && (
        <>
          <Alert
            type={files.some(({ result }) => result === 'waiting') ? 'warning' : 'success'}
            showIcon
            title={doneText(files)}
          />
          <ImportTable files={files} label="导入结果" withSlips />
          <SuspectsLine />
        </>
      )}
    </>
  )
}

/** What to do about streams that somebody else carried and that were left out. */
const askThem = '文件里由他人代为转交的内容有一部分未接收，请由那台电脑自行导出一次；仍不行，请联系管理员。'

function doneText(files: readonly ImportedFile[]): string {
  const waiting = files.filter(({ result }) => result === 'waiting').length
  if (waiting > 0)
    return `${waiting === files.length ? '' : '其余的已导入。'}${waiting} 个文件来自新电脑，已存放在本机，U盘可以取走；在上面的“新电脑准入”里打电话核对、准入以后，随即导入。`
  if (files.every((file) => file.result === 'nothing-new')) return '这些文件以前已经导入过，没有新的内容。'
  const isLeftOut = files.some((file) => file.leftOut.length > 0)
  if (files.some((file) => file.result === 'partial' && file.leftOut.length === 0))
    return `已导入能导入的部分；缺少批次，请向发出单位索取所缺的文件。${isLeftOut ? askThem : ''}`
  if (isLeftOut) return `已导入。${askThem}`
  return '导入完成。'
}
