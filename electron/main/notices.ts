import { Notification } from 'electron'
import type { Checked } from '../../shared/wire'

/**
 * Says what is due today, once a start however often somebody signs in, where the system shows such notices. It holds no name
 * and no title: anybody at the screen reads it.
 */
export function dueNotices(clicked: () => void): (due: Checked<'host.due'>) => boolean {
  let isSaid = false
  return (due) => {
    if (isSaid || !Notification.isSupported() || due.overdue + due.today === 0) return false
    isSaid = true
    show(due, clicked)
    return true
  }
}

function show({ overdue, today }: Checked<'host.due'>, clicked: () => void): void {
  const parts = [
    ...(today > 0 ? [`今天到期 ${today} 件`] : []),
    ...(overdue > 0 ? [`已逾期 ${overdue} 件`] : []),
  ]
  const notice = new Notification({ title: '院坝普法台：办理期限', body: `${parts.join('，')}。` })
  notice.on('click', clicked)
  notice.show()
}
