import { fts5 } from './search-syntax'
import type { SearchColumn } from './search-text'
import { type Sought, soughtBy, type Wording } from './sought'

/** What one rank is found by. */
export interface SearchRank {
  readonly expression: string
  /** Finds all that the expression finds and is quicker asked, where there is such a one. */
  readonly standing: string | null
}

/** The three groups that are told of what was found, each by its ranks, the best first. A later one finds what the earlier ones find. */
export interface SearchRanks {
  readonly units: readonly SearchRank[]
  readonly people: readonly SearchRank[]
  readonly records: readonly SearchRank[]
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
  const inWords = (anyWord: string): SearchRank => ({
    expression: `${inBoth.anywhere}${and}${anyWord}`,
    standing: inBoth.standing,
  })
  const ranks = ({ same, begins, isBeginningAnywhere, standing }: Sought, all: SearchRank): SearchRank[] => [
    { expression: same, standing: null },
    { expression: begins, standing: isBeginningAnywhere ? standing : null },
    all,
  ]
  const everything = ({ anywhere, standing }: Sought): SearchRank => ({ expression: anywhere, standing })
  return {
    units: ranks(inUnits, everything(inUnits)),
    people: ranks(inPeople, everything(inPeople)),
    records: ranks(inTexts, inTexts.anyWord === null ? everything(inTexts) : inWords(inTexts.anyWord)),
  }
}
