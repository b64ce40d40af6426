import type { Kind } from '../../shared/definition/define'
import { knownKind } from '../../shared/kinds'
import type { Topic } from '../../shared/manual/topics'
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

interface ScreenRoute {
  readonly screen: string
  readonly path: string
  /** The page of the manual that belongs to it; of what is shown of a kind it may depend on the kind. */
  readonly topic: Topic | ((kind: Kind) => Topic)
}

/** Every screen by its address; of two that fit an address it is the first. */
export const routes = [
  { screen: 'home', path: homePath, topic: 'home' },
  { screen: 'sync', path: syncPath, topic: 'exchange' },
  { screen: 'conflicts', path: conflictsPath, topic: 'check' },
  { screen: 'readiness', path: readinessPath, topic: 'readiness' },
  { screen: 'review', path: reviewPath, topic: 'review' },
  { screen: 'anomalies', path: anomaliesPath, topic: 'check' },
  { screen: 'duplicates', path: duplicatesPath, topic: 'check' },
  { screen: 'reports', path: reportsPath, topic: 'reports' },
  { screen: 'statistics', path: statisticsTablePath, topic: 'statistics' },
  { screen: 'ledgers', path: ledgersPath, topic: 'ledgers' },
  { screen: 'deadlines', path: deadlinesPath, topic: 'deadlines' },
  { screen: 'due', path: dueListsPath, topic: 'deadlines' },
  { screen: 'calendar', path: calendarPath, topic: 'calendar' },
  { screen: 'charts', path: chartsPath, topic: 'charts' },
  { screen: 'indicators', path: indicatorsPath, topic: 'indicators' },
  { screen: 'themes', path: themesPath, topic: 'themes' },
  { screen: 'notice', path: noticePath, topic: 'holidays' },
  { screen: 'settings', path: settingsPath, topic: 'settings' },
  { screen: 'undo', path: undoPath, topic: 'undo' },
  { screen: 'new', path: '/k/:kind/new', topic: 'log' },
  { screen: 'print', path: '/k/:kind/print', topic: 'printing' },
  { screen: 'import', path: '/k/:kind/import', topic: 'import' },
  { screen: 'edit', path: '/k/:kind/:id/edit', topic: 'log' },
  { screen: 'form', path: '/k/:kind/:id/paper/:form', topic: 'printing' },
  { screen: 'merge', path: '/k/:kind/:keep/merge/:drop', topic: 'merge' },
  { screen: 'record', path: '/k/:kind/:id', topic: 'record' },
  {
    screen: 'list',
    path: '/k/:kind',
    topic: ({ place }: Kind) => (place === 'reference' ? 'reference' : 'list'),
  },
] as const satisfies readonly ScreenRoute[]

export type ScreenName = (typeof routes)[number]['screen']

/** The page of the manual that belongs to an address. */
export function topicAt(address: string): Topic {
  const found: ScreenRoute | undefined = routes.find(({ path }) => fits(path, address))
  if (!found) return 'home'
  if (typeof found.topic === 'string') return found.topic
  const kind = knownKind(address.split('/')[2] ?? '')
  return kind ? found.topic(kind) : 'home'
}

function fits(path: string, address: string): boolean {
  const [names, parts] = [path.split('/'), address.split('/')]
  return (
    names.length === parts.length && names.every((name, at) => name.startsWith(':') || name === parts[at])
  )
}
