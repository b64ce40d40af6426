import type { Output } from '../../shared/contract'
import type { FoundRecord } from '../../shared/contract/find'
import { kindOf, knownKind } from '../../shared/kinds'
import { detailPath } from '../paths'
import { type PinyinMatch, pinyinMatch } from '../ui/pinyin'
import type { NavigationItem } from './places'

/** One line of the palette: where it leads, or what else it does. */
export interface PaletteItem {
  readonly key: string
  readonly label: string
  /** What tells it from others of its name, in small type. */
  readonly detail?: string
  readonly path?: string
  readonly does?: 'whole' | 'lock'
}

export interface PaletteGroup {
  readonly label: string
  readonly items: readonly PaletteItem[]
}

/** So many pages are offered for what was typed, of those that are meant and of the others. */
const PAGES = 4
/** So many of the places that somebody was at last are offered before anything is typed. */
const RECENT = 8

/** Pages by what was typed: those whose name begins so are meant, the others may be. */
export interface PagesFor {
  readonly meant: readonly PaletteItem[]
  readonly others: readonly PaletteItem[]
}

/** The pages that are found by what was typed, those that somebody was at last first. */
export function pagesFor(
  typed: string,
  pages: readonly NavigationItem[],
  beenAt: readonly string[],
): PagesFor {
  const at = (path: string): number => {
    const place = beenAt.findIndex((been) => been.split('?')[0] === path)
    return place < 0 ? beenAt.length : place
  }
  const found = pages.flatMap(({ label, path }) => {
    const how = pinyinMatch(label, typed)
    return how ? [{ how, at: at(path), item: { key: path, label, path } }] : []
  })
  const of = (...ways: readonly PinyinMatch[]): readonly PaletteItem[] =>
    ways.flatMap((way) =>
      found
        .filter(({ how }) => how === way)
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item),
    )
  return { meant: of('all', 'begins').slice(0, PAGES), others: of('holds').slice(0, PAGES) }
}

/** A record's address that somebody was at. */
const record = /^\/k\/([^/?]+)\/([0-9a-f-]{36})$/

/** The records among the addresses that somebody was at. */
export function recordsAmong(beenAt: readonly string[]): readonly string[] {
  return beenAt.flatMap((path) => record.exec(path)?.[2] ?? [])
}

/**
 * Where somebody was last, the newest first, but for where they are.
 * @param names of records; what has none is left out: it may be gone
 */
export function recentItems(
  [, ...before]: readonly string[],
  pages: readonly NavigationItem[],
  names: Readonly<Record<string, string>>,
): readonly PaletteItem[] {
  const items = before.flatMap((been): PaletteItem[] => {
    const [, kind = '', id = ''] = record.exec(been) ?? []
    const name = names[id]
    if (name !== undefined)
      return [{ key: been, label: name, detail: knownKind(kind)?.label ?? '', path: been }]
    const page = pages.find(({ path }) => path === been.split('?')[0])
    return page ? [{ key: been, label: page.label, path: been }] : []
  })
  const once = items.filter((item, at) => items.findIndex(({ label }) => label === item.label) === at)
  return once.slice(0, RECENT)
}

/** What the engine found, as groups; a record that stands among the people is not said again. */
export function foundGroups(found: Output<'find.search'> | undefined): readonly PaletteGroup[] {
  if (!found) return []
  const told = new Set(found.people.map(({ id }) => id))
  const others = found.records.filter(({ id }) => !told.has(id))
  return [
    { label: '人员', items: found.people.map((one) => recordItem('p', one)) },
    { label: '单位', items: found.units.map((one) => recordItem('u', one)) },
    { label: '记录', items: others.map((one) => recordItem('r', one)) },
  ]
}

/** A record as a line: its people first where it was found for them. */
export function recordItem(group: string, found: FoundRecord): PaletteItem {
  const kind = kindOf(found.kind)
  const title = found.title.trim() || kind.label
  const people = found.people
    .filter(({ shown }) => !title.includes(shown))
    .map(({ label, shown }) => `${label} ${shown}`)
    .join('、')
  const rest = [kind.label, ...(people === '' ? [] : [title]), found.detail, found.number ?? '']
  return {
    key: `${group}/${found.id}`,
    label: people === '' ? title : people,
    detail: rest.filter((text) => text !== '').join(' · '),
    path: detailPath(kind, found.id),
  }
}
