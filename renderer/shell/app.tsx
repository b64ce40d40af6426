import { ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Router } from 'wouter'
import type { ProfileState } from '../../shared/contract/profile'
import { useAtHub } from '../engine/at-hub'
import { useTransport } from '../engine/engine-context'
import { SessionContext } from '../engine/session'
import { useCall } from '../engine/use-call'
import { FirstStart } from '../features/start/first-start'
import { SignIn } from '../features/start/sign-in'
import { ManualLayer } from '../manual-ui/manual-layer'
import { controlSigns } from '../ui/control-signs'
import { ErrorNotice } from '../ui/error-notice'
import { ErrorDialog, useTrouble } from '../ui/errors'
import { useHashPath } from '../ui/hash-route'
import { loadedLater } from '../ui/loaded-later'
import { useShortcutKeys } from '../ui/shortcuts'
import { showToast, ToastRegion } from '../ui/toasts'
import { useFocusReturn } from '../ui/use-focus-return'
import { useLook } from '../ui/use-look'
import { Shell } from './shell'

/** Hardly anybody ever sees it. */
const Rescue = loadedLater(async () => (await import('../features/start/rescue')).Rescue, { isPage: true })

const PracticeStart = loadedLater(
  async () => (await import('../features/start/practice-start')).PracticeStart,
  { isPage: true },
)
/** A laptop never sees it. */
const HubSignIn = loadedLater(async () => (await import('../features/start/hub-sign-in')).HubSignIn, {
  isPage: true,
})

const layersId = 'layers'

/**
 * Where lists and dialogs are put: lists inside the main landmark beside their field, dialogs into a layer of the
 * window.
 * The body is no place for dialogs: antd would lock its scrolling by a style element without a nonce.
 */
function layerFor(trigger?: HTMLElement): HTMLElement {
  return trigger?.closest('main') ?? document.getElementById(layersId) ?? document.body
}

/** The whole window: theme, words for errors, and the screen that the profile's state asks for. */
export function App({ nonce }: { nonce: string }) {
  const theme = useLook()
  useShortcutKeys()
  useFocusReturn(layersId)
  const csp = useMemo(() => ({ nonce }), [nonce])
  const { notice, practice } = useTransport().host
  return (
    <ConfigProvider locale={zhCN} theme={theme} csp={csp} {...controlSigns} getPopupContainer={layerFor}>
      <Router hook={useHashPath}>
        <div className="window">
          {notice && (
            <aside className="host-notice" aria-label="运行环境">
              {notice}
            </aside>
          )}
          {practice && <PracticeMark />}
          <ProfileScreens />
          <ManualLayer />
          <div id={layersId} />
        </div>
      </Router>
      <ToastRegion />
      <ErrorDialog />
    </ConfigProvider>
  )
}

function ProfileScreens() {
  const transport = useTransport()
  const { practice } = transport.host
  const { data, error, loading, again } = useCall('profile.state', {}, [])
  const asking = useRef(loading)
  asking.current = loading
  /** The engine mostly said before that somebody has come in: one question is enough. */
  const opened = useCallback((): void => {
    if (!asking.current) again()
  }, [again])
  /** The wizard stays until it says that it is done, although the profile is open from its first answer on. */
  const [wizard, setWizard] = useState(false)
  const { trouble, tell } = useTrouble()
  const finish = useCallback((): void => {
    setWizard(false)
    tell(null)
    again()
  }, [again, tell])
  useEffect(() => {
    const stops = [
      transport.subscribe('session', again),
      transport.subscribe('restarted', () => {
        showToast('数据引擎已重新启动，已保存的内容都还在，请重新登录。')
        again()
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [transport, again])
  useHeldSaves()
  useClosing()
  useEffect(() => {
    if (data?.draftsAside)
      showToast(
        `草稿文件已损坏，以前未完成的草稿无法打开；已保存的记录不受影响。损坏的文件留在资料文件夹里：${data.draftsAside}`,
      )
  }, [data?.draftsAside])
  useEffect(() => {
    if (data?.state === 'none') setWizard(true)
    // Kept until the person has seen what came of it: with a backup in its place the profile is open at once.
    if (data?.trouble) tell(data.trouble)
  }, [data, tell])
  if (error) return <ErrorNotice error={error} again={again} />
  if (!data) return null
  const found = trouble ?? data.trouble
  if (found && !wizard)
    return (
      <Rescue
        trouble={found}
        users={data.users}
        onAgain={() => {
          tell(null)
          again()
        }}
        onAnew={() => setWizard(true)}
      />
    )
  // What is for practice is marked so before anything can be written into it.
  if (practice && (data.state === 'none' || (data.state === 'open' && !data.practice)))
    return <PracticeStart exists={data.state === 'open'} onDone={finish} />
  return (wizard && !practice) || data.state === 'none' ? (
    <FirstStart cloud={data.cloud} onDone={finish} />
  ) : (
    <Opened profile={data} again={opened} />
  )
}

function PracticeMark() {
  return (
    <aside className="host-notice practice-mark" aria-label="练习">
      练习用资料：内容都是虚构的，打印件标“练习”，不能导出给其他电脑。
    </aside>
  )
}

/** Says why the window is still there that somebody has closed. */
function useClosing(): void {
  const transport = useTransport()
  useEffect(
    () =>
      transport.subscribe('closing', () =>
        showToast('正在备份，完成后自动关闭，最多等 20 秒。', { about: 'closing' }),
      ),
    [transport],
  )
}

/** Says that a save waits for the end of an import, and what became of it. */
function useHeldSaves(): void {
  const transport = useTransport()
  useEffect(
    () =>
      transport.subscribe('held', ({ waiting, saved, refused }) => {
        const about = 'held'
        if (waiting > 0) showToast(`正在导入，导入完成后自动保存（${waiting} 项）。`, { about })
        else if (refused === 0) showToast(`导入期间填写的 ${saved} 项已保存。`, { about })
        else showToast(`导入期间填写的 ${refused} 项未能保存，请在首页的草稿中核对后重新保存。`, { about })
      }),
    [transport],
  )
}

/** So long after the sign-in was drawn: milliseconds. */
const READ_AHEAD_MS = 100

/** Reads from the disk, while a passphrase is typed, what is opened first. One that can not be read now is read when it is opened. */
function readAhead(): void {
  void Promise.allSettled([
    import('../features/records/list-screen'),
    import('../features/records/form-screen'),
  ])
}

function Opened({ profile, again }: { profile: ProfileState; again: () => void }) {
  const { state, site, user } = profile
  const session = useMemo(() => (site && user ? { ...profile, site, user } : null), [profile, site, user])
  const tell = useTrouble((now) => now.tell)
  const { practice } = useTransport().host
  const isSignIn = state !== 'open'
  useEffect(() => {
    if (!isSignIn) return
    const timer = setTimeout(readAhead, READ_AHEAD_MS)
    return () => clearTimeout(timer)
  }, [isSignIn])
  const atHub = useAtHub()
  if (isSignIn || !session)
    return atHub ? (
      <HubSignIn onOpened={again} />
    ) : (
      <SignIn profile={profile} onOpened={again} onTrouble={tell} />
    )
  return (
    <SessionContext value={session}>
      {profile.practice && !practice && <PracticeMark />}
      <Shell />
    </SessionContext>
  )
}
