import { useEffect } from 'react'
import { useRpc } from '../engine/engine-context'
import { useSession } from '../engine/session'
import { showUnaskedError } from '../ui/errors'
import { newOperation } from '../ui/operation'
import { showToast } from '../ui/toasts'

/** The first look comes when the morning's sign-in is over and work has begun; it takes a moment. */
const FIRST_MS = 60_000
const BETWEEN_MS = 3_600_000

/** Looks every hour whether today has a backup. The engine makes one where it has none. */
export function useOwnBackups(): void {
  const rpc = useRpc()
  const { readOnly } = useSession()
  useEffect(() => {
    if (readOnly) return
    const look = (): void => {
      rpc.safety
        .keepCopies({ why: 'daily', operation: newOperation() })
        .then(({ problems, rehearsal }) => {
          if (problems.length > 0)
            showToast('自动备份没有全部写成，请看首页的备份一栏，检查磁盘空间和第二个位置。')
          if (rehearsal === false)
            showToast('试着打开最近的自动备份时发现它有问题，请马上手动备份到U盘，并联系管理员。')
        })
        .catch(showUnaskedError)
    }
    const first = setTimeout(look, FIRST_MS)
    const each = setInterval(look, BETWEEN_MS)
    return () => {
      clearTimeout(first)
      clearInterval(each)
    }
  }, [rpc, readOnly])
}
