import { AppError } from '../../errors'
import { datedAmong } from './dated'
import type { Measure } from './define'
import { disputes, honours, wages } from './matters'
import { narrowedMeasure } from './narrowed'
import { publicity } from './publicity'
import { counsel, services } from './services'
import { teams } from './teams'

/** Every figure of the reports, in the order people read them (DOMAIN 5 and 统计表). */
export const measures: readonly Measure[] = [
  ...publicity,
  ...teams,
  ...services,
  ...counsel,
  ...wages,
  ...disputes,
  ...honours,
]

const byName = new Map(measures.map((entry) => [entry.name, entry]))

/** The measure of this name, or of a narrowed one (`narrowedName`). @throws AppError `measure.unknown` */
export function measureOf(name: string): Measure {
  const found = byName.get(name) ?? narrowedMeasure(name, (base) => byName.get(base))
  if (!found) throw new AppError('measure.unknown', { measure: name })
  return found
}

/** The measure of this name, or `undefined`: another version may have known it. */
export function knownMeasure(name: string): Measure | undefined {
  return byName.get(name)
}

const byNameOrLabel = new Map(
  measures.flatMap(({ name, label }) => [[label, name] as const, [name, name] as const]),
)

/** The name of the measure that a person names by its name or its Chinese label; `undefined`: there is none. */
export function measureNamed(text: string): string | undefined {
  return byNameOrLabel.get(text)
}

/** What tells whether anything was logged in a period at all. */
export const datedSums: readonly string[] = datedAmong(measures).map(({ name }) => name)

/**
 * The measures that must be counted for these: a share needs its two parts. @param of the measure of a name
 * @throws AppError `measure.unknown`
 */
export function countedFor(
  names: readonly string[],
  of: (name: string) => Measure = measureOf,
): readonly Measure[] {
  const counted = names
    .map((name) => of(name))
    .flatMap((entry) => {
      const { ratio } = entry
      return ratio ? [of(ratio.part), of(ratio.of)] : [entry]
    })
  return [...new Set(counted)]
}
