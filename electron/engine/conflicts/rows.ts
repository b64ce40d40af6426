import { type Json, sameJson } from '../../../shared/json'
import { type Cells, isCells } from '../../../shared/shapes'
import { headsOf, type State } from '../../../shared/sync/merge'
import { type Changes, partingOf, valueAt } from './ancestry'

/**
 * One row out of versions that changed different cells of it: each cell as whoever changed it left it. Undefined when a cell was
 * changed in two ways, when one version removed the row, or when there is nothing to compare with.
 */
export function cellsTogether(state: State, changes: Changes, key: string): Cells | undefined {
  const heads = headsOf(state, key)
  const parting = partingOf(
    changes,
    heads.map(([id]) => id),
    key,
  )
  const before = parting === undefined ? undefined : valueAt(changes, parting, key)
  const versions = heads.map(([, value]) => value).filter(isCells)
  if (!isCells(before) || versions.length < heads.length) return undefined
  const cells = new Map<string, Json>()
  for (const name of new Set([before, ...versions].flatMap((version) => Object.keys(version)))) {
    const was = cellIn(before, name)
    const changed = versions.map((version) => cellIn(version, name)).filter((value) => !sameJson(value, was))
    const [first = was, ...others] = changed
    if (others.some((other) => !sameJson(other, first))) return undefined
    if (first !== null) cells.set(name, first)
  }
  return Object.fromEntries(cells)
}

const cellIn = (cells: Cells, name: string): Json =>
  Object.hasOwn(cells, name) ? (cells[name] ?? null) : null
