import type { Kind } from '../shared/definition/define'

/** Hash paths of the screens, said once. */
/** The list of a kind, with the query that it was left with. */
export const listPath = (kind: Kind, search = ''): string =>
  search === '' ? `/k/${kind.name}` : `/k/${kind.name}?${search}`
export const newPath = (kind: Kind): string => `/k/${kind.name}/new`
/** The form of a new record with some of its fields filled. */
export const filledPath = (kind: Kind, fields: Readonly<Record<string, string>>): string =>
  `${newPath(kind)}?${new URLSearchParams(fields)}`
/** The form of a new record that follows another one, or one of its rows. */
export const followPath = (kind: Kind, record: string, row?: string): string =>
  `${newPath(kind)}?${new URLSearchParams({ follow: record, ...(row !== undefined && { row }) })}`
/** Where the records of a kind come in out of a ledger that an office keeps. */
export const importPath = (kind: Kind): string => `/k/${kind.name}/import`
export const detailPath = (kind: Kind, id: string): string => `/k/${kind.name}/${id}`
export const editPath = (kind: Kind, id: string): string => `/k/${kind.name}/${id}/edit`
export const mergePath = (kind: Kind, keep: string, drop: string): string =>
  `/k/${kind.name}/${keep}/merge/${drop}`
/** The pages of these records as they will be printed. */
export const printPath = (kind: Kind, ids: readonly string[]): string =>
  `/k/${kind.name}/print?${new URLSearchParams({ ids: ids.join(',') })}`
/** One official form of a record, as it will be printed. */
export const officialFormPath = (kind: Kind, id: string, form: string): string =>
  `${detailPath(kind, id)}/paper/${form}`
export const homePath = '/'
export const syncPath = '/sync'
export const conflictsPath = '/conflicts'
export const duplicatesPath = '/duplicates'
export const anomaliesPath = '/anomalies'
export const reportsPath = '/reports'
export const statisticsTablePath = '/statistics-table'
export const ledgersPath = '/ledgers'
export const dueListsPath = '/due'
/** The 到期清单 of one clock, or of all. */
export const dueListPath = (clock: string | undefined): string =>
  clock === undefined ? dueListsPath : `${dueListsPath}?${new URLSearchParams({ clock })}`
/** The ledger of a kind, narrowed as its list is by this query. */
export const ledgerPath = (kind: Kind, query: URLSearchParams): string => {
  const narrowed = new URLSearchParams(query)
  narrowed.set('ledger', kind.name)
  const [from, to] = [narrowed.get('from'), narrowed.get('to')]
  if (from !== null && to !== null) narrowed.set('period', `${from}..${to}`)
  else if (!narrowed.has('month')) narrowed.set('period', 'all')
  return `${ledgersPath}?${narrowed}`
}
/** The ledger of the records that are ticked in the list of a kind. */
export const chosenLedgerPath = (kind: Kind): string =>
  `${ledgersPath}?${new URLSearchParams({ ledger: kind.name, period: 'all', chosen: '1' })}`
export const deadlinesPath = '/deadlines'
/** 日历: the days of a month. */
export const calendarPath = '/calendar'
export const readinessPath = '/readiness'
/** 报送情况 of a month; at a hub inside of one unit, or (null) of all that the account sees. */
export const readinessOf = (period: string, unit: string | null): string =>
  `${readinessPath}?${new URLSearchParams({ period, ...(unit !== null && { unit }) })}`
export const reviewPath = '/review'
/** One pile of the review, of one unit and what is under it or of all. */
export const pilePath = (pile: 'waiting' | 'returned', unit?: string): string =>
  `${reviewPath}?${new URLSearchParams({ pile, ...(unit !== undefined && { unit }) })}`
export const chartsPath = '/charts'
export const themesPath = '/themes'
export const indicatorsPath = '/indicators'
export const noticePath = '/holiday-notice'
export const settingsPath = '/settings'
/** 设置 → 更新. */
export const updatesPath = `${settingsPath}?tab=update`
/** The same with a package that lies where it was found. */
export const updatePath = (token: string, name: string): string =>
  `${updatesPath}&package=${encodeURIComponent(token)}&name=${encodeURIComponent(name)}`
/** 今天的改动 and the recycle bin over all kinds. */
export const undoPath = '/undo'
