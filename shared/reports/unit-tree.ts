/** A unit as reports need it; `parent` is null at the top. */
export interface UnitNode {
  readonly id: string
  readonly name: string
  readonly level: string
  readonly parent: string | null
  /** False for one in the recycle bin: records may still stand under it. */
  readonly living: boolean
}

/** The units in display order; built once per report. */
export interface UnitTree {
  readonly top: readonly UnitNode[]
  get(id: string): UnitNode | undefined
  /** In the district's own order. */
  children(id: string): readonly UnitNode[]
  /** The unit and everything under it. */
  within(id: string): ReadonlySet<string>
}

/** Builds the tree; `units` come in display order. A unit whose parent is unknown, or in a circle, stands at the top. */
export function unitTree(units: readonly UnitNode[]): UnitTree {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const under = new Map<string, UnitNode[]>()
  const top: UnitNode[] = []
  for (const unit of units) {
    const parent = unit.parent === null || circular(unit, byId) ? undefined : byId.get(unit.parent)
    if (!parent) top.push(unit)
    else under.set(parent.id, [...(under.get(parent.id) ?? []), unit])
  }
  const children = (id: string): readonly UnitNode[] => under.get(id) ?? []
  return {
    top,
    get: (id) => byId.get(id),
    children,
    within: (id) => {
      const found = new Set([id])
      const open = [id]
      for (let next = open.pop(); next !== undefined; next = open.pop())
        for (const child of children(next))
          if (!found.has(child.id)) {
            found.add(child.id)
            open.push(child.id)
          }
      return found
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
