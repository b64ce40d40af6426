import { indicatorSums } from '../../kinds/indicator'
import type { Body } from '../../shapes'
import { type Measure, source } from './define'

/** A number that a district asks for, as its figures need it. */
export interface Indicator {
  readonly id: string
  readonly name: string
  readonly word: string
  readonly section: string
  readonly adds: keyof typeof indicatorSums
  /** Decimal places of a mean or a share. */
  readonly places: number
  /** Of a share: the ids of its two indicators. */
  readonly part?: string
  readonly whole?: string
  readonly source: string
  readonly meaning: string
}

/** A mean or a share has so many decimal places until the district says otherwise. */
const USUAL_PLACES = 2

/** A record of the kind `indicator` as an indicator; `undefined` for one that a foreign file broke. */
export function indicatorOf(id: string, body: Body): Indicator | undefined {
  const text = (key: string): string => (typeof body[key] === 'string' ? body[key] : '')
  const adds = text('adds')
  if (text('name') === '' || !isWay(adds)) return undefined
  return {
    id,
    name: text('name'),
    word: adds === 'share' ? '%' : text('word'),
    section: text('section'),
    adds,
    places: typeof body.places === 'number' ? body.places : USUAL_PLACES,
    ...(adds === 'share' && { part: text('part'), whole: text('whole') }),
    source: text('source'),
    meaning: text('meaning'),
  }
}

const isWay = (text: string): text is Indicator['adds'] => Object.hasOwn(indicatorSums, text)

/** The name of an indicator's measure. */
export function indicatorName(id: string): string {
  return `indicator:${id}`
}

/** An indicator as a measure: what reports, tables, charts and clicks on a number use of any other. */
export function indicatorMeasure(indicator: Indicator): Measure {
  const { id, name, word, adds, places, section, part, whole } = indicator
  return {
    name: indicatorName(id),
    label: name,
    word,
    group: 'indicators',
    version: 1,
    meaning: meaningOf(indicator),
    over: adds === 'share' ? [] : [source({ kind: 'indicator-value', add: { field: 'value' } })],
    ...(part !== undefined &&
      whole !== undefined && { ratio: { part: indicatorName(part), of: indicatorName(whole) } }),
    indicator: { id, adds, places, section, source: indicator.source },
  }
}

function meaningOf({ adds, section, meaning, source: from }: Indicator): string {
  return [
    section && `${section}板块`,
    meaning.replace(/[。；\s]+$/, ''),
    `汇总方式：${indicatorSums[adds]}`,
    from && `数据来源：${from}`,
  ]
    .filter((part) => part !== '')
    .join('；')
}

/** 「注：义警参与次数来自公安分局；…。」 of those measures that say where they come from; none where none does. */
export function sourcesOf(measures: readonly Measure[]): readonly string[] {
  const bySource = new Map<string, string[]>()
  for (const { label, indicator } of new Set(measures))
    if (indicator && indicator.source !== '')
      bySource.set(indicator.source, [...(bySource.get(indicator.source) ?? []), label])
  const told = [...bySource].map(([from, labels]) => `${labels.join('、')}来自${from}`)
  return told.length === 0 ? [] : [`注：${told.join('；')}。`]
}
