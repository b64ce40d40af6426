import { partLabels, type UnitNode, type UnitPart } from '../figures/unit-tree'
import { type SheetCell, type SheetRow, textCell } from '../paper/sheet/model'
import type { ReportInput } from '../reports/define'

/** What stands in the rows of a table by units. */
interface Counting {
  /** Whether a unit that is gone, or what stands at none below it, has anything to show. */
  readonly isAnything: (unit: string | null, part?: UnitPart) => boolean
  /** The cells beside the unit's name. */
  readonly cells: (unit: string | null, part?: UnitPart) => readonly SheetCell[]
}

/**
 * Streets with their villages, or a street's villages, and 合计. What stands at a unit itself has a row of its own where there is any, so that
 * the rows sum to the total.
 */
export function unitRows(
  { tree, unit: whole }: Pick<ReportInput, 'tree' | 'unit'>,
  { isAnything, cells }: Counting,
): readonly SheetRow[] {
  const counted = ({ id, living }: UnitNode): boolean => living || isAnything(id)
  const row = (role: SheetRow['role'], name: string, unit: string | null, part?: UnitPart): SheetRow => ({
    role,
    cells: [textCell(name), ...cells(unit, part)],
  })
  const rest = (role: SheetRow['role'], unit: string | null, part: UnitPart): SheetRow[] =>
    isAnything(unit, part) ? [row(role, partLabels[part], unit, part)] : []
  const below = (unit: string, role: SheetRow['role']): SheetRow[] => {
    const parts = tree.children(unit).filter(counted)
    return [
      ...parts.map(({ id, name }) => row(role, name, id)),
      ...(parts.length > 0 ? rest(role, unit, 'own') : []),
    ]
  }
  const walk = (unit: UnitNode): UnitNode[] => [unit, ...tree.children(unit.id).flatMap(walk)]
  const start = whole === null ? tree.top : tree.children(whole)
  const streets = start
    .flatMap(walk)
    .filter(({ level }) => level === 'street')
    .filter(counted)
  const rows =
    streets.length > 0
      ? [
          ...streets.flatMap(({ id, name }) => [row('group', name, id), ...below(id, 'item')]),
          ...rest('plain', whole, 'rest'),
        ]
      : whole === null
        ? []
        : below(whole, 'plain')
  return [...rows, row('total', '合计', whole)]
}
