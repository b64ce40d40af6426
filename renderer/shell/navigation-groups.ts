import type { Kind } from '../../shared/definition/define'
import { kinds } from '../../shared/kinds'
import {
  anomaliesPath,
  chartsPath,
  conflictsPath,
  dueListsPath,
  homePath,
  ledgersPath,
  listPath,
  newPath,
  reportsPath,
  settingsPath,
  statisticsTablePath,
  syncPath,
  themesPath,
  undoPath,
} from '../paths'

export interface NavigationItem {
  readonly label: string
  readonly path: string
}

const items = (place: Kind['place']): NavigationItem[] =>
  kinds.filter((kind) => kind.place === place).map((kind) => ({ label: kind.label, path: listPath(kind) }))

/** The left column and, flattened, the command palette. */
export const navigationGroups: readonly {
  readonly label: string
  readonly items: readonly NavigationItem[]
}[] = [
  { label: '日常', items: [{ label: '首页', path: homePath }, ...items('daily')] },
  {
    label: '汇总',
    items: [
      { label: '报表', path: reportsPath },
      { label: '统计表', path: statisticsTablePath },
      { label: '台账', path: ledgersPath },
      { label: '到期清单', path: dueListsPath },
      { label: '图表', path: chartsPath },
      { label: '主题计划', path: themesPath },
      { label: '数据交换', path: syncPath },
      { label: '填法核对', path: conflictsPath },
      { label: '异常数据', path: anomaliesPath },
    ],
  },
  { label: '基础资料', items: items('reference') },
  {
    label: '系统',
    items: [
      { label: '撤销与回收站', path: undoPath },
      { label: '设置', path: settingsPath },
    ],
  },
]

/** What the palette offers: every page, and a new record of every kind. */
export const paletteItems: readonly NavigationItem[] = [
  ...navigationGroups.flatMap((group) => group.items),
  ...kinds.map((kind) => ({ label: `新建${kind.label}`, path: newPath(kind) })),
]
