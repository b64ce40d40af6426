import type { ComponentType } from 'react'
import { Route, Switch } from 'wouter'
import type { Kind } from '../../shared/definition/define'
import { knownKind } from '../../shared/kinds'
import { useAtHub } from '../engine/at-hub'
import { loadedLater } from '../ui/loaded-later'
import { Page } from '../ui/page'
import { HomeScreen } from './home/home-screen'
import { routes, type ScreenName } from './routes'

const screen = <P extends object>(load: () => Promise<ComponentType<P>>) =>
  loadedLater(load, { isPage: true })

// The home screen comes with the window; each of the others is read from the disk when it is first opened.
const AnomaliesScreen = screen(
  async () => (await import('../features/conflicts/anomalies-screen')).AnomaliesScreen,
)
const CalendarScreen = screen(
  async () => (await import('../features/calendar/calendar-screen')).CalendarScreen,
)
const DuplicatesScreen = screen(
  async () => (await import('../features/conflicts/duplicates-screen')).DuplicatesScreen,
)
const ChartsScreen = screen(async () => (await import('../features/charts/charts-screen')).ChartsScreen)
const ConflictsScreen = screen(
  async () => (await import('../features/conflicts/conflicts-screen')).ConflictsScreen,
)
const DeadlinesScreen = screen(
  async () => (await import('../features/deadlines/deadlines-screen')).DeadlinesScreen,
)
const DueListScreen = screen(
  async () => (await import('../features/deadlines/due-list-screen')).DueListScreen,
)
const NoticeScreen = screen(async () => (await import('../features/deadlines/notice-screen')).NoticeScreen)
const HubHome = screen(async () => (await import('./home/hub-home')).HubHome)
const IndicatorsScreen = screen(
  async () => (await import('../features/indicators/indicators-screen')).IndicatorsScreen,
)
const LedgersScreen = screen(async () => (await import('../features/ledgers/ledgers-screen')).LedgersScreen)
const DetailScreen = screen(async () => (await import('../features/records/detail-screen')).DetailScreen)
const FormScreen = screen(async () => (await import('../features/records/form-screen')).FormScreen)
const ImportTableScreen = screen(
  async () => (await import('../features/tables/import-table-screen')).ImportTableScreen,
)
const ListScreen = screen(async () => (await import('../features/records/list-screen')).ListScreen)
const MergeScreen = screen(async () => (await import('../features/records/merge-screen')).MergeScreen)
const OfficialFormScreen = screen(
  async () => (await import('../features/official-forms/official-form-screen')).OfficialFormScreen,
)
const PrintScreen = screen(async () => (await import('../features/records/print-screen')).PrintScreen)
const ReadinessScreen = screen(
  async () => (await import('../features/readiness/readiness-screen')).ReadinessScreen,
)
const ReviewScreen = screen(async () => (await import('../features/review/review-screen')).ReviewScreen)
const ReportsScreen = screen(async () => (await import('../features/reports/reports-screen')).ReportsScreen)
const SettingsScreen = screen(
  async () => (await import('../features/settings/settings-screen')).SettingsScreen,
)
const StatisticsTableScreen = screen(
  async () => (await import('../features/statistics/table-screen')).StatisticsTableScreen,
)
const SyncScreen = screen(async () => (await import('../features/sync/sync-screen')).SyncScreen)
const UndoScreen = screen(async () => (await import('../features/undo/undo-screen')).UndoScreen)
const ThemesScreen = screen(async () => (await import('../features/themes/themes-screen')).ThemesScreen)

type Params = Readonly<Record<string, string | undefined>>
type Shown = (params: Params) => React.ReactNode

const ofKind =
  (shown: (kind: Kind, params: Params) => React.ReactNode): Shown =>
  (params) => {
    const kind = knownKind(params.kind ?? '')
    return kind ? shown(kind, params) : <NotFound />
  }

const screens: Readonly<Record<ScreenName, Shown>> = {
  home: () => <Home />,
  sync: () => <SyncScreen />,
  conflicts: () => <ConflictsScreen />,
  readiness: () => <ReadinessScreen />,
  review: () => <ReviewScreen />,
  anomalies: () => <AnomaliesScreen />,
  duplicates: () => <DuplicatesScreen />,
  reports: () => <ReportsScreen />,
  statistics: () => <StatisticsTableScreen />,
  ledgers: () => <LedgersScreen />,
  deadlines: () => <DeadlinesScreen />,
  due: () => <DueListScreen />,
  calendar: () => <CalendarScreen />,
  charts: () => <ChartsScreen />,
  indicators: () => <IndicatorsScreen />,
  themes: () => <ThemesScreen />,
  notice: () => <NoticeScreen />,
  settings: () => <SettingsScreen />,
  undo: () => <UndoScreen />,
  new: ofKind((kind) => <FormScreen kind={kind} />),
  print: ofKind((kind) => <PrintScreen kind={kind} key={kind.name} />),
  import: ofKind((kind) => <ImportTableScreen kind={kind} key={kind.name} />),
  edit: ofKind((kind, { id = '' }) => <FormScreen kind={kind} id={id} />),
  form: ofKind((kind, { id = '', form = '' }) => (
    <OfficialFormScreen kind={kind} record={id} form={form} key={`${id} ${form}`} />
  )),
  merge: ofKind((kind, { keep = '', drop = '' }) => (
    <MergeScreen kind={kind} keep={keep} drop={drop} key={`${keep} ${drop}`} />
  )),
  record: ofKind((kind, { id = '' }) => <DetailScreen kind={kind} id={id} key={id} />),
  list: ofKind((kind) => <ListScreen kind={kind} key={kind.name} />),
}

/** The first page, at a laptop and at a hub. */
function Home() {
  return useAtHub() ? <HubHome /> : <HomeScreen />
}

/** What a hub answers; at any other address it has no page. */
const atHubToo: ReadonlySet<ScreenName> = new Set([
  'home',
  'readiness',
  'reports',
  'statistics',
  'charts',
  'ledgers',
  'record',
  'list',
])

/** The screen of the current address. */
export function Screens() {
  const atHub = useAtHub()
  return (
    <Switch>
      {routes.map(({ screen, path }) => (
        <Route key={path} path={path}>
          {atHub && !atHubToo.has(screen) ? <NotFound /> : screens[screen]}
        </Route>
      ))}
      <Route>
        <NotFound />
      </Route>
    </Switch>
  )
}

function NotFound() {
  return (
    <Page title="没有这个页面">
      <p>请从左边的目录进入。</p>
    </Page>
  )
}
