import type { ComponentType } from 'react'
import { Route, Switch } from 'wouter'
import type { Kind } from '../../shared/definition/define'
import { knownKind } from '../../shared/kinds'
import {
  anomaliesPath,
  calendarPath,
  chartsPath,
  conflictsPath,
  deadlinesPath,
  dueListsPath,
  duplicatesPath,
  homePath,
  indicatorsPath,
  ledgersPath,
  noticePath,
  readinessPath,
  reportsPath,
  reviewPath,
  settingsPath,
  statisticsTablePath,
  syncPath,
  themesPath,
  undoPath,
} from '../paths'
import { loadedLater } from '../ui/loaded-later'
import { Page } from '../ui/page'
import { HomeScreen } from './home/home-screen'

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

/** The screen of the current address. */
export function Screens() {
  return (
    <Switch>
      <Route path={homePath} component={HomeScreen} />
      <Route path={syncPath} component={SyncScreen} />
      <Route path={conflictsPath} component={ConflictsScreen} />
      <Route path={readinessPath} component={ReadinessScreen} />
      <Route path={reviewPath} component={ReviewScreen} />
      <Route path={anomaliesPath} component={AnomaliesScreen} />
      <Route path={duplicatesPath} component={DuplicatesScreen} />
      <Route path={reportsPath} component={ReportsScreen} />
      <Route path={statisticsTablePath} component={StatisticsTableScreen} />
      <Route path={ledgersPath} component={LedgersScreen} />
      <Route path={deadlinesPath} component={DeadlinesScreen} />
      <Route path={dueListsPath} component={DueListScreen} />
      <Route path={calendarPath} component={CalendarScreen} />
      <Route path={chartsPath} component={ChartsScreen} />
      <Route path={indicatorsPath} component={IndicatorsScreen} />
      <Route path={themesPath} component={ThemesScreen} />
      <Route path={noticePath} component={NoticeScreen} />
      <Route path={settingsPath} component={SettingsScreen} />
      <Route path={undoPath} component={UndoScreen} />
      <Route path="/k/:kind/new">{({ kind }) => ofKind(kind, (found) => <FormScreen kind={found} />)}</Route>
      <Route path="/k/:kind/print">
        {({ kind }) => ofKind(kind, (found) => <PrintScreen kind={found} key={kind} />)}
      </Route>
      <Route path="/k/:kind/import">
        {({ kind }) => ofKind(kind, (found) => <ImportTableScreen kind={found} key={kind} />)}
      </Route>
      <Route path="/k/:kind/:id/edit">
        {({ kind, id }) => ofKind(kind, (found) => <FormScreen kind={found} id={id} />)}
      </Route>
      <Route path="/k/:kind/:id/paper/:form">
        {({ kind, id, form }) =>
          ofKind(kind, (found) => (
            <OfficialFormScreen kind={found} record={id} form={form} key={`${id} ${form}`} />
          ))
        }
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

function ofKind(name: string, shown: (kind: Kind) => React.ReactNode) {
  const kind = knownKind(name)
  return kind ? shown(kind) : <NotFound />
}

function NotFound() {
  return (
    <Page title="没有这个页面">
      <p>请从左边的目录进入。</p>
    </Page>
  )
}
