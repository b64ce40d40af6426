import { useMemo, useState } from 'react'
import type { FoundRecord } from '../../shared/contract/find'
import { kinds } from '../../shared/kinds'
import { useAtHub } from '../engine/at-hub'
import { useRpc } from '../engine/engine-context'
import { useMay, useSession } from '../engine/session'
import { useCall } from '../engine/use-call'
import { mayHoldKind } from '../kinds-ui/use-record-writes'
import { newPath } from '../paths'
import { showError } from '../ui/errors'
import { newOperation } from '../ui/operation'
import { matchesPinyin } from '../ui/pinyin'
import { beenAt } from '../ui/trail'
import {
  foundGroups,
  type PaletteGroup,
  type PaletteItem,
  pagesFor,
  recentItems,
  recordItem,
  recordsAmong,
} from './palette-items'
import { hubPalettePages, type NavigationItem, palettePages } from './places'

/** So many of each group are asked for. */
const SHOWN = 8
/** So many commands are offered for what was typed. */
const COMMANDS = 4
/** What is shorter is nobody's whole name or number. */
const WHOLE_FROM = 2

export interface PaletteOffers {
  readonly groups: readonly PaletteGroup[]
  /** The engine is still looking for what is typed now. */
  readonly isLooking: boolean
  /** Asks for the record of a whole name or number, which leaves a row in the log. */
  readonly askWhole: () => void
}

/** What the palette offers for what is typed: pages and commands at once, records as the engine finds them. */
export function usePalette(typed: string): PaletteOffers {
  const rpc = useRpc()
  const commands = useCommands()
  const allPages = useAtHub() ? hubPalettePages : palettePages
  const seesWhole = useMay('record.unmask')
  const [whole, setWhole] = useState<{ text: string; records: readonly FoundRecord[] } | null>(null)
  const [been] = useState(beenAt)
  const text = typed.trim()
  const { data: found, loading } = useCall('find.search', text === '' ? null : { text, limit: SHOWN })
  const { data: named } = useCall('records.names', text === '' ? { ids: [...recordsAmong(been)] } : null)
  const askWhole = (): void => {
    rpc.find
      .whole({ text, operation: newOperation() })
      .then(({ records }) => setWhole({ text, records }))
      .catch(showError)
  }
  const pages = pagesFor(text, allPages, been)
  const groups =
    text === ''
      ? [
          { label: '最近访问', items: recentItems(been, allPages, named?.names ?? {}) },
          { label: '页面', items: allPages.map(asItem) },
        ]
      : [
          { label: '页面', items: pages.meant },
          ...foundGroups(found),
          {
            label: '操作',
            items: commands.filter(({ label }) => matchesPinyin(label, text)).slice(0, COMMANDS),
          },
          { label: '其他页面', items: pages.others },
          ...(seesWhole ? [] : [wholeGroup(text, whole?.text === text ? whole.records : null)]),
        ]
  return { groups: groups.filter(({ items }) => items.length > 0), isLooking: loading, askWhole }
}

const asItem = ({ label, path }: NavigationItem): PaletteItem => ({ key: path, label, path })

/** A new record of every kind that this person may make here, and what else can be done from anywhere. */
function useCommands(): readonly PaletteItem[] {
  const { site } = useSession()
  const mayWrite = useMay('record.write')
  const leaves = useAtHub() ? '退出' : '锁定'
  return useMemo(
    () => [
      ...kinds
        .filter((kind) => mayWrite && mayHoldKind(site.role, kind))
        .map((kind) => ({ key: newPath(kind), label: `新建${kind.label}`, path: newPath(kind) })),
      { key: 'lock', label: leaves, does: 'lock' as const },
    ],
    [mayWrite, site.role, leaves],
  )
}

function wholeGroup(text: string, records: readonly FoundRecord[] | null): PaletteGroup {
  if (records === null) {
    const item = { key: 'whole', label: '按完整的姓名、电话或身份证号查找', does: 'whole' as const }
    const items = [...text].length < WHOLE_FROM ? [] : [{ ...item, detail: '操作将留有记录' }]
    return { label: '完整信息', items }
  }
  const none = { key: 'none', label: '未找到此人', detail: '请核对姓名或号码是否完整' }
  return {
    label: '完整相符',
    items: records.length > 0 ? records.map((one) => recordItem('w', one)) : [none],
  }
}
