import { useEffect, useRef, useState } from 'react'
import { Route, Switch } from 'wouter'
import type { Kind } from '../../shared/definition/define'
import { kinds, knownKind } from '../../shared/kinds'
import { ChartsScreen } from '../features/charts/charts-screen'
import { ConflictsScreen } from '../features/conflicts/conflicts-screen'
import { DueListScreen } from '../features/deadlines/due-list-screen'
import { LedgersScreen } from '../features/ledgers/ledgers-screen'
import { DetailScreen } from '../features/records/detail-screen'
import { FormScreen } from '../features/records/form-screen'
import { ListScreen } from '../features/records/list-screen'
import { MergeScreen } from '../features/records/merge-screen'
import { PrintScreen } from '../features/records/print-screen'
import { ReportsScreen } from '../features/reports/reports-screen'
import { SettingsScreen } from '../features/settings/settings-screen'
import { StatisticsTableScreen } from '../features/statistics/table-screen'
import { SyncScreen } from '../features/sync/sync-screen'
import { ThemesScreen } from '../features/themes/themes-screen'
import {
  chartsPath,
  conflictsPath,
  dueListsPath,
  homePath,
  ledgersPath,
  newPath,
  reportsPath,
  settingsPath,
  statisticsTablePath,
  syncPath,
  themesPath,
} from '../paths'
import { navigate, useHashPath } from '../ui/hash-route'
import { Page } from '../ui/page'
import { useShortcut, useShortcutKeys } from '../ui/shortcuts'
import { HomeScreen } from './home/home-screen'
import { Navigation } from './navigation'
import { Palette } from './palette'
import { ShortcutHelp } from './shortcut-help'
import { TopBar } from './top-bar'
import { useIdleLock } from './use-idle-lock'

/** The window of a signed-in person: navigation, top bar, one screen. */
export function Shell() {
  const [palette, setPalette] = useState(false)
  const [help, setHelp] = useState(false)
  useShortcutKeys()
  useIdleLock()
  useShortcut('palette', () => setPalette(true))
  useShortcut('help', () => setHelp(true))
  useShortcut('find', () => setPalette(true))
  useShortcut('create', () => {
    const [first] = kinds
    if (first) navigate(newPath(first))
  })
  return (
    <div className="shell">
      <button type="button" className="skip" onClick={() => document.getElementById('main')?.focus()}>
        跳到正文
      </button>
      <TopBar onPalette={() => setPalette(true)} onHelp={() => setHelp(true)} />
      <Navigation />
      <Content />
      {palette && <Palette onClose={() => setPalette(false)} />}
      {help && <ShortcutHelp onClose={() => setHelp(false)} />}
    </div>
  )
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

function Screens() {
  return (
    <Switch>
      <Route path={homePath} component={HomeScreen} />
      <Route path={syncPath} component={SyncScreen} />
      <Route path={conflictsPath} component={ConflictsScreen} />
      <Route path={reportsPath} component={ReportsScreen} />
      <Route path={statisticsTablePath} component={StatisticsTableScreen} />
      <Route path={ledgersPath} component={LedgersScreen} />
      <Route path={dueListsPath} component={DueListScreen} />
      <Route path={chartsPath} component={ChartsScreen} />
      <Route path={themesPath} component={ThemesScreen} />
      <Route path={settingsPath} component={SettingsScreen} />
      <Route path="/k/:kind/new">{({ kind }) => ofKind(kind, (found) => <FormScreen kind={found} />)}</Route>
      <Route path="/k/:kind/print">
        {({ kind }) => ofKind(kind, (found) => <PrintScreen kind={found} key={kind} />)}
      </Route>
      <Route path="/k/:kind/:id/edit">
        {({ kind, id }) => ofKind(kind, (found) => <FormScreen kind={found} id={id} />)}
      </Route>
      <Route path="/k/:kind/:keep/merge/:drop">
        {({ kind, keep, drop }) =>
          ofKind(kind, (found) => (
            <MergeScreen kind={found} keep={keep} drop={drop} key={`${keep} ${drop}`} />
          ))
        }
      </Route>
      <Route path="/k/:kind/:id">
        {({ kind, id }) => ofKind(kind, (found) => <DetailScreen kind={found} id={id} key={id} />)}
      </Route>
      <Route path="/k/:kind">
        {({ kind }) => ofKind(kind, (found) => <ListScreen kind={found} key={kind} />)}
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  )
}

function ofKind(name: string, screen: (kind: Kind) => React.ReactNode) {
  const kind = knownKind(name)
  return kind ? screen(kind) : <NotFound />
}

function NotFound() {
  return (
    <Page title="没有这个页面">
      <p>请从左边的目录进入。</p>
    </Page>
  )
}
