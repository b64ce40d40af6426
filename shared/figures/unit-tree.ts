/** A unit as reports need it; `parent` is null at the top. */
export interface UnitNode {
  readonly id: string
  readonly name: string
  readonly level: string
  readonly parent: string | null
  /** False for one in the recycle bin: records may still stand under it. */
  readonly living: boolean
}

/** A part of what belongs to a unit: `own`, what stands at none of those right under it (本级); `rest`, at none of its streets (其他). */
export const unitParts = ['own', 'rest'] as const
export type UnitPart = (typeof unitParts)[number]
export const partLabels: Readonly<Record<UnitPart, string>> = { own: '本级', rest: '其他' }

/** Some units, or (`but`) everything but these: records whose unit nobody knows too. */
export interface UnitSet {
  readonly units: ReadonlySet<string>
  readonly but: boolean
}

/** Whether a set of units holds this one; `''` for a record that names none. */
export function holds({ units, but }: UnitSet, unit: string): boolean {
  return units.has(unit) !== but
}

/** The units in display order. `N`: what the caller knows of each. */
export interface UnitTree<N extends UnitNode = UnitNode> {
  /** Each unit followed by everything under it. */
  readonly all: readonly N[]
  readonly top: readonly N[]
  get(id: string): N | undefined
  /** In the district's own order. */
  children(id: string): readonly N[]
  /** The unit and everything under it. */
  within(id: string): ReadonlySet<string>
  /** The street a unit belongs to (itself when it is one). */
  streetOf(id: string): N | undefined
  /** The unit and everything under it (null: everything), or that part of it. */
  scope(id: string | null, part?: UnitPart): UnitSet
}

/**
 * Builds the tree; `units` come in the order that those under one unit stand in. A unit whose parent is unknown, or in a circle, stands at the top. `root`
 * is the unit that everything here belongs to, where there is one.
 */
export function unitTree<N extends UnitNode>(units: readonly N[], root: string | null = null): UnitTree<N> {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const under = new Map<string, N[]>()
  const top: N[] = []
  for (const unit of units) {
    const parent = unit.parent === null || circular(unit, byId) ? undefined : byId.get(unit.parent)
    if (!parent) top.push(unit)
    else under.set(parent.id, [...(under.get(parent.id) ?? []), unit])
  }
  const children = (id: string): readonly N[] => under.get(id) ?? []
  const within = (id: string): ReadonlySet<string> => {
    const found = new Set([id])
    const open = [id]
    for (let next = open.pop(); next !== undefined; next = open.pop())
      for (const child of children(next))
        if (!found.has(child.id)) {
          found.add(child.id)
          open.push(child.id)
        }
    return found
  }
  /** The units that a part leaves to others. */
  const apart = (id: string | null, part: UnitPart | undefined): readonly N[] => {
    if (part === undefined) return []
    if (part === 'own')
      return id !== null || root !== null
        ? children(id ?? root ?? '')
        : top.flatMap((one) => children(one.id))
    const some = id === null ? units : [...within(id)].flatMap((one) => byId.get(one) ?? [])
    return some.filter((unit) => unit.level === 'street' && unit.id !== id)
  }
  const below = (unit: N): readonly N[] => [unit, ...children(unit.id).flatMap(below)]
  const all = top.flatMap(below)
  const streetOf = (id: string): N | undefined => {
    const seen = new Set<string>()
    for (let unit = byId.get(id); unit && !seen.has(unit.id); unit = byId.get(unit.parent ?? '')) {
      if (unit.level === 'street') return unit
      seen.add(unit.id)
    }
    return undefined
  }
  return {
    all,
    top,
    get: (id) => byId.get(id),
    children,
    within,
    streetOf,
    scope: (id, part) => {
      const others = new Set(apart(id, part).flatMap((unit) => [...within(unit.id)]))
      return id === null
        ? { units: others, but: true }
        : { units: new Set([...within(id)].filter((unit) => !others.has(unit))), but: false }
    },
  }
}

/** Whether a unit is its own ancestor: two concurrent edits may have put two units under each other. */
function circular(unit: UnitNode, byId: ReadonlyMap<string, UnitNode>): boolean {
  let at = unit.parent
  for (let steps = 0; at !== null && steps <= byId.size; steps++) {
    if (at === unit.id) return true
    at = byId.get(at)?.parent ?? null
  }
  return false
}
