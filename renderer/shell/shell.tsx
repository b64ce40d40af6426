import { useEffect, useMemo, useRef, useState } from 'react'
import { kinds } from '../../shared/kinds'
import { useAtHub } from '../engine/at-hub'
import { useMay, useSession } from '../engine/session'
import { isExchanged, useWaiting } from '../engine/use-waiting'
import { mayHoldKind } from '../kinds-ui/use-record-writes'
import { newPath, syncPath, updatesPath } from '../paths'
import { navigate, useHashPath } from '../ui/hash-route'
import { loadedLater } from '../ui/loaded-later'
import { loadPinyin } from '../ui/pinyin'
import { useShortcut } from '../ui/shortcuts'
import { Navigation } from './navigation'
import { type Place, placesFor } from './places'
import { Screens } from './screens'
import { TopBar } from './top-bar'
import { useIdleLock } from './use-idle-lock'
import { useDueNotice, useMenu, useStickNews } from './use-machine'
import { useOwnBackups } from './use-own-backups'

/** The palette knows pinyin, which is a large table. */
const Palette = loadedLater(
  async () => {
    const [{ Palette: part }] = await Promise.all([import('./palette'), loadPinyin()])
    return part
  },
  { meanwhile: null },
)

/** The window of a signed-in person: navigation, top bar, one screen. */
export function Shell() {
  const [palette, setPalette] = useState(false)
  const places = usePlaces()
  useIdleLock()
  useOwnBackups()
  useOpenedFiles()
  useStickNews()
  useDueNotice()
  useMenu()
  // At a hub there is nothing to make.
  const atHub = useAtHub()
  const openPalette = (): void => setPalette(true)
  useShortcut('palette', openPalette)
  useShortcut('find', openPalette)
  useShortcut(
    'create',
    atHub
      ? null
      : () => {
          const [first] = kinds
          if (first) navigate(newPath(first))
        },
  )
  return (
    <div className="shell">
      <button type="button" className="skip" onClick={() => document.getElementById('main')?.focus()}>
        跳到正文
      </button>
      <TopBar places={places} onPalette={openPalette} />
      <Navigation places={places} />
      <Content />
      {palette && <Palette onClose={() => setPalette(false)} />}
    </div>
  )
}

/** The places of whoever is signed in here. */
function usePlaces(): readonly Place[] {
  const { site } = useSession()
  const mayWrite = useMay('record.write')
  const atHub = useAtHub()
  return useMemo(
    () =>
      placesFor({
        atHub,
        mayLog: (kind) => mayWrite && mayHoldKind(site.role, kind),
        isStreet: site.role === 'street',
      }),
    [site.role, mayWrite, atHub],
  )
}

/** A file that was opened with the program is looked at where files are exchanged, a new version where versions are. */
function useOpenedFiles(): void {
  const waiting = useWaiting()
  useEffect(() => {
    if (waiting.length > 0) navigate(waiting.some(isExchanged) ? syncPath : updatesPath)
  }, [waiting])
}

/** The screen of the current address; a new one starts at its top and has the keyboard unless it placed it itself. */
function Content() {
  const [path] = useHashPath()
  const main = useRef<HTMLElement>(null)
  const shown = useRef('')
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    main.current?.scrollTo(0, 0)
    if (document.activeElement === document.body) main.current?.focus()
  }, [path])
  return (
    <main id="main" ref={main} className="content" tabIndex={-1}>
      <Screens />
    </main>
  )
}
