import { fts5 } from './search-syntax'
import type { SearchColumn } from './search-text'
import { type Sought, soughtBy, type Wording } from './sought'

/** The three groups that are told of what was found, each by its expressions, the best first. A later one finds what the earlier ones find. */
export interface SearchRanks {
  readonly units: readonly string[]
  readonly people: readonly string[]
  readonly records: readonly string[]
}

/** `null` when there is nothing to look for in what was typed. @param whole what masks hide is searched as well */
export function ranksOf(
  typed: string,
  whole: boolean,
  wording: Omit<Wording, 'columns'>,
): SearchRanks | null {
  const soughtIn = (columns: readonly SearchColumn[]): Sought | null =>
    soughtBy(typed, { ...wording, columns })
  const ofPeople: readonly SearchColumn[] = whole ? ['names', 'whole'] : ['names']
  const [inUnits, inPeople, inTexts] = [soughtIn(['units']), soughtIn(ofPeople), soughtIn(['texts'])]
  const inBoth = soughtIn([...ofPeople, 'texts'])
  if (!inUnits || !inPeople || !inTexts || !inBoth) return null
  const { and } = wording.syntax ?? fts5
  // Of several words some may be of a person, as 解 of 解 法律援助.
  const anywhere = inTexts.anyWord === null ? inTexts.anywhere : `${inBoth.anywhere}${and}${inTexts.anyWord}`
  return {
    units: [inUnits.same, inUnits.begins, inUnits.anywhere],
    people: [inPeople.same, inPeople.begins, inPeople.anywhere],
    records: [inTexts.same, inTexts.begins, anywhere],
  }
}
