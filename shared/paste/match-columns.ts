import { spokenWhole } from '../language/pinyin'
import { remembering } from '../language/remember'
import { formats } from './guess'
import { isSerialHeading, plainWords } from './headings'
import { readLedgerDate, readLedgerTime } from './ledger-dates'
import type { PastedLine } from './lines'
import { type ColumnTarget, MARK_TARGET, NUMBER_TARGET, saysName } from './targets'

/** Why a column is read as it is. */
export type MatchedBy = 'chosen' | 'remembered' | 'label' | 'alias' | 'sound' | 'part' | 'content'

/** One column of a table: its heading, and what it is read as, or nothing. */
export interface MatchedColumn {
  readonly heading: string
  readonly target: string | null
  readonly by: MatchedBy | null
  /** The heading says 万元: plain numbers are meant so. */
  readonly tenThousands: boolean
}

/** The names that one column goes by, the surest first: in a heading of two lines the lower one, both, the upper one. */
export type HeadingNames = readonly string[]

type Taken = Map<number, { readonly target: ColumnTarget; readonly by: MatchedBy }>

/** The columns that say a target's label or another of its names, each target once. */
export function namedColumns(targets: readonly ColumnTarget[], headings: readonly HeadingNames[]): Taken {
  const taken: Taken = new Map()
  for (const depth of [0, 1, 2])
    for (const by of ['label', 'alias'] as const)
      headings.forEach((names, at) => {
        const heading = names[depth]
        if (heading === undefined || heading === '' || taken.has(at)) return
        const target = freeIn(taken, targets).find(({ names: [label = '', ...others], field }) =>
          (by === 'label' ? [label] : others).some((name) => saysName(heading, name, field)),
        )
        if (target) taken.set(at, { target, by })
      })
  return taken
}

/**
 * Reads the headings of a table, the surest way first. What a person chose goes before what was chosen last time.
 * Then come the label, another name, a like sound, a part of a name, and what only one column can hold.
 * @param chosen by place @param remembered by heading
 */
export function matchColumns(
  targets: readonly ColumnTarget[],
  headings: readonly HeadingNames[],
  lines: readonly PastedLine[],
  chosen: Readonly<Record<number, string | null>>,
  remembered: Readonly<Record<string, string | null>>,
): readonly MatchedColumn[] {
  const taken: Taken = new Map()
  const byKey = new Map(targets.map((target) => [target.key, target]))
  const isSet = headings.map((_, at) => chosen[at] !== undefined)
  const take = (at: number, key: string | null | undefined, by: MatchedBy): void => {
    const target = byKey.get(key ?? '')
    if (target && !taken.has(at) && freeIn(taken, [target]).length > 0) taken.set(at, { target, by })
  }
  headings.forEach((_, at) => {
    take(at, chosen[at], 'chosen')
  })
  headings.forEach((names, at) => {
    if (isSet[at]) return
    const known = names.map(plainWords).find((name) => Object.hasOwn(remembered, name))
    if (known === undefined) return
    isSet[at] = true
    take(at, remembered[known], 'remembered')
  })
  const open = (at: number): boolean => !isSet[at] && !taken.has(at)
  const free = (): readonly ColumnTarget[] => freeIn(taken, targets)
  for (const [at, found] of namedColumns(
    free(),
    headings.map((names, at) => (open(at) ? names : [])),
  ))
    taken.set(at, found)
  // An own number that counts the lines is none of ours.
  for (const [at, { target, by }] of taken)
    if (target.key === NUMBER_TARGET && by !== 'chosen' && !holdsNumbers(lines, at)) taken.delete(at)
  for (const by of ['sound', 'part'] as const) {
    const says = by === 'sound' ? soundsLike : isPartOf
    const found = headings.map((names, at) =>
      open(at) && !isSerialHeading(names[0] ?? '') ? meant(free(), names, says) : undefined,
    )
    found.forEach((target, at) => {
      if (target && mayHold(target, lines, at) && found.filter((one) => one === target).length === 1)
        take(at, target.key, by)
    })
  }
  for (const target of free()) {
    const only = onlyColumnLike(target, headings.length, lines, open)
    if (only !== undefined) take(only, target.key, 'content')
  }
  return headings.map((names, at) => ({
    heading: names.find((name) => name !== '') ?? '',
    target: taken.get(at)?.target.key ?? null,
    by: taken.get(at)?.by ?? (isSet[at] ? 'chosen' : null),
    tenThousands: names.some((name) => /\((单位)?万元\)$/.test(name.normalize('NFKC').replace(/[\s:]/g, ''))),
  }))
}

function freeIn(taken: Taken, targets: readonly ColumnTarget[]): readonly ColumnTarget[] {
  const used = new Set([...taken.values()].map(({ target }) => target.key))
  return targets.filter(({ key }) => !used.has(key))
}

/** The one target that a heading says in this way; nothing where two are meant. */
function meant(
  targets: readonly ColumnTarget[],
  names: HeadingNames,
  says: (heading: string, name: string) => boolean,
): ColumnTarget | undefined {
  const found = targets.filter(
    (target) =>
      isSoft(target) &&
      names.some((heading) => heading !== '' && target.names.some((name) => says(heading, name))),
  )
  return found.length === 1 ? found[0] : undefined
}

/** What is told by its heading alone is never read out of one that is only like it. */
function isSoft({ key, told }: ColumnTarget): boolean {
  return key !== NUMBER_TARGET && key !== MARK_TARGET && told !== true && !key.includes('/')
}

/** How a heading or a name is spoken; '' for one without a Han character. */
export const soundOf = remembering((text) => spokenWhole(plainWords(text))[0] ?? '')

function soundsLike(heading: string, name: string): boolean {
  const said = soundOf(heading)
  return said !== '' && said === soundOf(name)
}

function isPartOf(heading: string, name: string): boolean {
  const [said, label] = [plainWords(heading), plainWords(name)]
  return Math.min(said.length, label.length) >= 2 && (said.includes(label) || label.includes(said))
}

/** Whether most of a column are our human numbers, 单位–类–年–字母序号. */
function holdsNumbers(lines: readonly PastedLine[], at: number): boolean {
  const words = lines.map(({ words }) => words[at] ?? '').filter((word) => word !== '')
  return words.filter((word) => /-\d{4}-[A-Z]+\d+$/.test(word)).length * 2 > words.length
}

/** Whether the words of a column do not speak against a target that only its heading is like. */
function mayHold(target: ColumnTarget, lines: readonly PastedLine[], at: number): boolean {
  const isOne = formOf(target)
  if (isOne === undefined) return true
  const words = lines.map(({ words: line }) => line[at] ?? '').filter((word) => word !== '')
  return words.filter(isOne).length * 2 >= words.length
}

/** What words of a target look like, where they can not look otherwise. */
function formOf({ field }: ColumnTarget): ((word: string) => boolean) | undefined {
  if (field?.type === 'date') return (word) => 'date' in readLedgerDate(word, { year: 2000 })
  if (field?.type === 'time') return (word) => readLedgerTime(word) !== null
  if (field?.type === 'count' || field?.type === 'money' || field?.type === 'decimal')
    return (word) => /\d/.test(word)
  return field?.type === 'text' && field.format !== undefined ? formats[field.format] : undefined
}

/** What a single column may be known by alone: a checked form, or the day that every record has. */
function isTelling({ field, key }: ColumnTarget): boolean {
  if (field === undefined || key.includes('/')) return false
  return (
    (field.type === 'text' && field.format !== undefined) ||
    (field.type === 'date' && field.required === true)
  )
}

/** The one open column whose words nearly all look as a target's do. */
function onlyColumnLike(
  target: ColumnTarget,
  width: number,
  lines: readonly PastedLine[],
  open: (at: number) => boolean,
): number | undefined {
  const isOne = isTelling(target) ? formOf(target) : undefined
  if (isOne === undefined) return undefined
  const like = Array.from({ length: width }, (_, at) => at).filter((at) => {
    const words = lines.map(({ words: line }) => line[at] ?? '').filter((word) => word !== '')
    return open(at) && words.length > 0 && words.filter(isOne).length >= words.length * 0.8
  })
  return like.length === 1 ? like[0] : undefined
}
