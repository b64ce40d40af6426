import { Button } from 'antd'
import { placesText } from '../../../shared/backups/words'
import type { Output } from '../../../shared/contract'
import { ProgressLine } from '../../engine/progress-line'
import { useBackup } from '../../engine/use-backup'
import { useCall } from '../../engine/use-call'
import { syncPath, undoPath } from '../../paths'
import { navigate } from '../../ui/hash-route'
import { Mark, type Tone } from '../../ui/mark'
import { dateTextOf, localMinute } from '../../ui/today'

type Overview = Output<'home.overview'>

const DAY_MS = 24 * 3600 * 1000
/** After so many days a copy is old. */
const oldAfterDays = 7

/** What keeps the records safe: what was carried on, the last copy, and what can still be taken back. */
export function Upkeep({ overview, again }: { overview: Overview; again: () => void }) {
  const backup = useBackup(again)
  const places = useCall('safety.places', {}).data
  const { pendingExport, receipts, lastExport, lastBackup, changedToday } = overview
  const unsent = receipts?.unsent ?? pendingExport
  const { tone, text } = copyState(lastBackup)
  return (
    <section className="upkeep" aria-label="导出和备份">
      <p>
        <Mark tone={unsent > 0 ? 'amber' : 'green'}>
          未导出 <strong>{unsent.toLocaleString('zh-CN')}</strong> 条
        </Mark>
        {receipts !== null && receipts.sent > 0 && (
          <>
            ，已导出等回执 <strong>{receipts.sent.toLocaleString('zh-CN')}</strong> 条
          </>
        )}
        <span className="section-aside">
          {lastExport
            ? `上次导出 ${localMinute(lastExport.at)}（第 ${lastExport.serial} 批，给${lastExport.peer}）`
            : '还没有导出过'}
        </span>
      </p>
      <Button onClick={() => navigate(syncPath)}>U盘交换</Button>
      <p>
        <Mark tone={tone}>{text}</Mark>
        {places && <span className="section-aside">{placesText(places, localMinute)}</span>}
      </p>
      <Button loading={backup.operation !== null} onClick={backup.run}>
        备份
      </Button>
      {changedToday > 0 && (
        <>
          <p>今天改动 {changedToday.toLocaleString('zh-CN')} 条</p>
          <Button onClick={() => navigate(undoPath)}>撤销列表</Button>
        </>
      )}
      <ProgressLine task="backup" label="正在备份" operation={backup.operation} />
    </section>
  )
}

/** How old the last copy is, in days of this computer's calendar. */
function copyState(lastBackup: string | null): { readonly tone: Tone; readonly text: string } {
  if (lastBackup === null) return { tone: 'amber', text: '还没有备份过' }
  const days = Math.round((dayStart(new Date()) - dayStart(new Date(lastBackup))) / DAY_MS)
  if (days < 0) return { tone: 'amber', text: '上次备份的日期在今天以后，请核对本机的日期' }
  const text = days === 0 ? '今天备份过' : `备份：${days} 天前`
  return { tone: days > oldAfterDays ? 'amber' : 'green', text }
}

const dayStart = (at: Date): number => Date.parse(dateTextOf(at))
