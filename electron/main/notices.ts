import { Notification } from 'electron'
import type { Checked } from '../../shared/wire'

/** Says once what is due today, where the system shows such notices; never a name or a title, which anybody at the screen reads. */
export function noticeDue({ overdue, today }: Checked<'host.due'>, clicked: () => void): boolean {
  if (!Notification.isSupported() || overdue + today === 0) return false
  const parts = [
    ...(today > 0 ? [`今天到期 ${today} 件`] : []),
    ...(overdue > 0 ? [`已逾期 ${overdue} 件`] : []),
  ]
  const notice = new Notification({ title: '院坝普法台：办理期限', body: `${parts.join('，')}。` })
  notice.on('click', clicked)
  notice.show()
  return true
}
