import { isDated, isSum, type Measure, type MeasureSource } from './define'

/**
 * The fewest of these measures that tell whether anything was logged in a period: sums that count by a date.
 * Left out are those whose records another measure counts each: a person who attends an activity is in an activity.
 * What is counted as different things or as a share is in the records of these.
 */
export function datedAmong(measures: readonly Measure[]): readonly Measure[] {
  const kept: Measure[] = []
  const isIn = (source: MeasureSource): boolean =>
    kept.some(({ over, levels }) => levels === undefined && over.some((one) => covers(one, source)))
  // Those that count every record of a kind come first, so that they stand for the narrower ones.
  const sums = measures.filter((entry) => isDated(entry) && isSum(entry))
  for (const entry of sums.toSorted((a, b) => narrowness(a) - narrowness(b)))
    if (!entry.over.every(isIn)) kept.push(entry)
  return kept
}

/** Whether each record that adds to one source counts in another: what narrows the other narrows it as well. */
function covers(one: MeasureSource, other: MeasureSource): boolean {
  if (one.add !== 'each' || one.link !== undefined) return false
  const places = ({ kind, when, unit }: MeasureSource) => JSON.stringify([kind, when, unit])
  const filters = ({ where = {}, except = {} }: MeasureSource): string[] =>
    [
      ...Object.entries(where).map((each) => ['where', each]),
      ...Object.entries(except).map((each) => ['except', each]),
    ].map((filter) => JSON.stringify(filter))
  const narrower = filters(other)
  return places(one) === places(other) && filters(one).every((filter) => narrower.includes(filter))
}

/** How far a measure is from counting every record; levels leave records out that no filter names. */
function narrowness({ over, levels }: Measure): number {
  const filters = over.flatMap(({ where = {}, except = {} }) => [
    ...Object.keys(where),
    ...Object.keys(except),
  ])
  const summed = over.filter(({ add }) => add !== 'each').length
  return (levels ? 100 : 0) + summed * 10 + filters.length + over.length - 1
}
