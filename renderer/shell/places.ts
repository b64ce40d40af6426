import type { Output } from '../../shared/contract'
import type { Kind } from '../../shared/definition/define'
import { kinds } from '../../shared/kinds'
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
  listPath,
  newPath,
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

export interface WaitingCounts extends Output<'waiting.counts'> {
  /** Records that may be logged twice; counted aside, because that takes longer. */
  readonly duplicates: number
}

export interface NavigationItem {
  readonly label: string
  readonly path: string
  /** What is read out where the label alone says too little. */
  readonly says?: string
  /** How much of what waits for this person is done here. */
  readonly waits?: (counts: WaitingCounts) => number
}

export type PlaceName =
  | 'home'
  | 'log'
  | 'ledgers'
  | 'deadlines'
  | 'reports'
  | 'statistics'
  | 'exchange'
  | 'check'
  | 'reference'
  | 'settings'

/** One of the ten places: a page, or a name over several. */
export interface Place extends Omit<NavigationItem, 'path'> {
  readonly name: PlaceName
  readonly path?: string
  readonly items: readonly NavigationItem[]
}

export interface PlacesFor {
  /** Kinds of which this person may make records here. */
  readonly mayLog: (kind: Kind) => boolean
  readonly isStreet: boolean
  /** The page shows a hub, where some of the places are. */
  readonly atHub?: boolean
}

const ofPlace = (place: Kind['place']): readonly Kind[] => kinds.filter((kind) => kind.place === place)
const listOf = (kind: Kind): NavigationItem => ({ label: kind.label, path: listPath(kind) })

/** The ten places of a person, in their order; a place without a page for them is left out. */
export function placesFor({ mayLog, isStreet, atHub = false }: PlacesFor): readonly Place[] {
  if (atHub) return hubPlaces
  const logged = ofPlace('daily').filter(mayLog)
  const all: readonly Place[] = [
    { name: 'home', label: '首页', path: homePath, items: [] },
    {
      name: 'log',
      label: '登记',
      items: logged.map((kind) => ({
        label: kind.label,
        path: newPath(kind),
        says: `登记${kind.label}`,
      })),
    },
    {
      name: 'ledgers',
      label: '台账',
      waits: ({ review, returned }) => review + returned,
      items: [
        { label: '待审核', path: reviewPath, waits: ({ review, returned }) => review + returned },
        ...ofPlace('daily').map(listOf),
        { label: '日历', path: calendarPath },
        { label: '打印台账', path: ledgersPath },
        { label: '撤销与回收站', path: undoPath },
      ],
    },
    {
      name: 'deadlines',
      label: '期限',
      path: deadlinesPath,
      waits: ({ deadlines }) => deadlines,
      items: [],
    },
    isStreet
      ? { name: 'reports', label: '月报', path: reportsPath, items: [] }
      : {
          name: 'reports',
          label: '月报',
          items: [
            { label: '报送情况', path: readinessPath },
            { label: '月报', path: reportsPath },
          ],
        },
    {
      name: 'statistics',
      label: '统计图表',
      items: [
        { label: '统计表', path: statisticsTablePath },
        { label: '图表', path: chartsPath },
        { label: '指标填报', path: indicatorsPath },
        { label: '主题计划', path: themesPath },
      ],
    },
    {
      name: 'exchange',
      label: 'U盘交换',
      path: syncPath,
      waits: ({ exchange }) => exchange,
      items: [],
    },
    {
      name: 'check',
      label: '核对',
      path: conflictsPath,
      waits: ({ conflicts, anomalies, duplicates }) => conflicts + anomalies + duplicates,
      items: [],
    },
    { name: 'reference', label: '基础资料', items: ofPlace('reference').map(listOf) },
    { name: 'settings', label: '设置', path: settingsPath, items: [] },
  ]
  return all.filter(({ path, items }) => path !== undefined || items.length > 0)
}

/** What a hub answers: to look at and to print. */
const hubPlaces: readonly Place[] = [
  { name: 'home', label: '首页', path: homePath, items: [] },
  {
    name: 'ledgers',
    label: '台账',
    items: [...ofPlace('daily').map(listOf), { label: '打印台账', path: ledgersPath }],
  },
  {
    name: 'reports',
    label: '月报',
    items: [
      { label: '报送情况', path: readinessPath },
      { label: '月报', path: reportsPath },
    ],
  },
  {
    name: 'statistics',
    label: '统计图表',
    items: [
      { label: '统计表', path: statisticsTablePath },
      { label: '图表', path: chartsPath },
    ],
  },
  { name: 'reference', label: '基础资料', items: ofPlace('reference').map(listOf) },
]

/** Whether an address lies at a page: the page itself, or something opened out of it. */
function isUnder(path: string, page: string): boolean {
  return path === page || (page !== homePath && path.startsWith(`${page}/`))
}

/** Which page of the places an address belongs to: the closest one. A form that makes a record belongs to 登记. */
export function currentPage(places: readonly Place[], path: string): string | undefined {
  const known: Readonly<Record<string, string>> = {
    [dueListsPath]: deadlinesPath,
    [noticePath]: deadlinesPath,
    [anomaliesPath]: conflictsPath,
    [duplicatesPath]: conflictsPath,
  }
  const at = known[path] ?? path
  return places
    .flatMap((place) => [
      ...(place.path === undefined ? [] : [place.path]),
      ...place.items.map((i) => i.path),
    ])
    .filter((page) => isUnder(at, page))
    .sort((a, b) => b.length - a.length)[0]
}

/** Where an address stands inside another one, for whoever came by no page before it. */
export function parentOf(places: readonly Place[], path: string): string {
  const page = currentPage(places, path)
  if (page !== undefined && page !== path && !page.endsWith('/new')) return page
  const [, list] = /^(\/k\/[^/]+)\/new$/.exec(path) ?? []
  return list ?? homePath
}

const pagesOf = (places: readonly Place[]): readonly NavigationItem[] =>
  places.flatMap(({ label, path, items }) => (path === undefined ? items : [{ label, path }]))

/** Every page that the palette offers at a hub. */
export const hubPalettePages: readonly NavigationItem[] = pagesOf(hubPlaces)

/** Every page that the palette offers at a laptop. */
export const palettePages: readonly NavigationItem[] = [
  ...pagesOf(placesFor({ mayLog: () => false, isStreet: false })),
  { label: '到期清单', path: dueListsPath },
  { label: '读取放假通知', path: noticePath },
  { label: '可能重复的记录', path: duplicatesPath },
  { label: '异常数据', path: anomaliesPath },
]
