import { measures } from '../../../shared/figures/measures'
import { isDistinctSource, type Measure, type MeasureSource } from '../../../shared/figures/measures/define'

/** Sources of one kind that one pass over one index answers. */
export interface Pass {
  readonly kind: string
  readonly sums: readonly Counting[]
  /** Set where the sums are those of one measure for some words of one choice: the choice's field. */
  readonly by?: string
}

/** A measure with one of its sources. */
export interface Counting {
  readonly measure: Measure
  readonly source: MeasureSource
}

/** How the measures' sums are read: one pass a kind and date, and a measure's words together; whatever number it serves. */
export function passesOf(counted: readonly Measure[]): readonly Pass[] {
  const byPass = new Map<string, Counting[]>()
  for (const measure of counted)
    for (const source of measure.over) {
      if (isDistinctSource(source)) continue
      const { narrowed } = measure
      const key = JSON.stringify([source.kind, source.when, source.unit, narrowed?.measure, narrowed?.field])
      byPass.set(key, [...(byPass.get(key) ?? []), { measure, source }])
    }
  return [...byPass.values()].map((sums) => {
    const [first] = sums
    const by = first?.measure.narrowed?.field
    return { kind: first?.source.kind ?? '', sums, ...(by !== undefined && { by }) }
  })
}

const planned = new Map<string, readonly Pass[]>()

/** @see passesOf, planned once. */
export function passesFor(counted: readonly Measure[]): readonly Pass[] {
  const key = counted.map((measure) => measure.name).join(' ')
  const known = planned.get(key) ?? passesOf(counted)
  planned.set(key, known)
  return known
}

/** Every pass over all measures, and the kinds they read: for the test that reads the plans. */
export const everyPass: readonly Pass[] = passesOf(measures)
