import { useEffect } from 'react'
import type { MenuCommand } from '../../shared/wire'
import { useRpc, useTransport } from '../engine/engine-context'
import { deadlinesPath, homePath, settingsPath, syncPath } from '../paths'
import { showError, showUnaskedError } from '../ui/errors'
import { navigate } from '../ui/hash-route'
import { runCommand } from '../ui/shortcuts'
import { showToast } from '../ui/toasts'
import { lockSession } from './lock-session'

/** Says that a stick was put in, with the way to where it is used, and that one was pulled out. */
export function useStickNews(): void {
  const { subscribe } = useTransport()
  useEffect(
    () =>
      subscribe('sticks', ({ came, gone }) => {
        const about = 'stick'
        const action = { label: '去U盘交换', run: () => navigate(syncPath) }
        for (const label of gone) showToast(`U盘“${label}”已拔出`, { about })
        for (const label of came) showToast(`U盘“${label}”已插入`, { about, action })
      }),
    [subscribe],
  )
}

/** Has the system say once, when somebody has signed in, what is due today. */
export function useDueNotice(): void {
  const { machine } = useTransport()
  const rpc = useRpc()
  useEffect(() => {
    if (!machine) return
    rpc.deadlines
      .list({ most: 1 })
      .then(({ totals: { overdue, today } }) => machine.noticeDue({ overdue, today }))
      .catch(showUnaskedError)
  }, [machine, rpc])
}

const places: Readonly<Partial<Record<MenuCommand, string>>> = {
  exchange: syncPath,
  deadlines: deadlinesPath,
  home: homePath,
  about: settingsPath,
}

/** Does what the window's menu asks for. */
export function useMenu(): void {
  const { subscribe } = useTransport()
  const rpc = useRpc()
  useEffect(
    () =>
      subscribe('command', ({ command }) => {
        const place = places[command]
        if (place !== undefined) navigate(place)
        else if (command === 'lock') lockSession(rpc).catch(showError)
        else if (isShortcut(command)) runCommand(command)
      }),
    [subscribe, rpc],
  )
}

const shortcuts = ['create', 'save', 'print', 'palette', 'help'] as const
const isShortcut = (command: MenuCommand): command is (typeof shortcuts)[number] =>
  shortcuts.some((known) => known === command)
