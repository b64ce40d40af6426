import type { FigurePiece, Piece } from './placeholders'

/** What ends a clause, the weakest first; the last ones end a whole sentence. */
const stops = ['、', ',', '，', ';', '；', '。', '！', '？']
const full = new Set(['。', '！', '？'])

interface Clause {
  readonly pieces: readonly Piece[]
  /** `''` where the text ends without one. */
  readonly stop: string
}

/**
 * A text without the clauses that have nothing to say: 「…，成功率—%」 goes, and what stood before it takes over its stop.
 * What stands in brackets goes as a whole; so does a sentence up to its 。 that loses every figure.
 * @param isLeftOut whether a clause with this figure, and no figure that is said, goes
 * @param isNever whether a clause with this figure goes whatever else it says
 */
export function withoutEmptyClauses(
  pieces: readonly Piece[],
  isLeftOut: (figure: FigurePiece) => boolean,
  isNever: (figure: FigurePiece) => boolean,
): readonly Piece[] {
  const goes = (some: readonly Piece[]): boolean => {
    const named = figuresIn(some)
    return named.some(isNever) || (named.length > 0 && named.every(isLeftOut))
  }
  const kept = sentencesIn(withoutBrackets(pieces.flatMap(atomsOf), goes)).flatMap((clauses) => {
    const said = clauses.filter((clause) => !goes(clause.pieces))
    const hadFigures = clauses.some((clause) => figuresIn(clause.pieces).length > 0)
    const hasFigures = said.some((clause) => figuresIn(clause.pieces).length > 0)
    return hadFigures && !hasFigures ? [] : joined(clauses, new Set(said))
  })
  return merged(kept)
}

function figuresIn(pieces: readonly Piece[]): readonly FigurePiece[] {
  return pieces.filter((piece) => piece.type === 'figure')
}

/** Text cut at its stops and brackets, each a piece of its own. */
function atomsOf(piece: Piece): readonly Piece[] {
  if (piece.type !== 'text') return [piece]
  return piece.text
    .split(/([、,，;；。！？（）()])/)
    .filter((text) => text !== '')
    .map((text) => ({ type: 'text', text }))
}

function isText(piece: Piece, among: string): boolean {
  return piece.type === 'text' && piece.text.length === 1 && among.includes(piece.text)
}

function withoutBrackets(atoms: readonly Piece[], goes: (some: readonly Piece[]) => boolean): Piece[] {
  const kept: Piece[] = []
  let depth = 0
  let start = 0
  for (const atom of atoms) {
    if (isText(atom, '（(') && depth++ === 0) start = kept.length
    kept.push(atom)
    if (isText(atom, '）)') && depth > 0 && --depth === 0 && goes(kept.slice(start))) kept.length = start
  }
  return kept
}

/** Whole sentences, each as its clauses; a stop in brackets ends none. */
function sentencesIn(atoms: readonly Piece[]): readonly (readonly Clause[])[] {
  const sentences: Clause[][] = [[]]
  let depth = 0
  let open: Piece[] = []
  const close = (stop: string): void => {
    sentences.at(-1)?.push({ pieces: open, stop })
    open = []
    if (full.has(stop)) sentences.push([])
  }
  for (const atom of atoms) {
    if (isText(atom, '（(')) depth += 1
    if (isText(atom, '）)')) depth = Math.max(0, depth - 1)
    if (depth === 0 && atom.type === 'text' && stops.includes(atom.text)) close(atom.text)
    else open.push(atom)
  }
  if (open.length > 0) close('')
  return sentences
}

/** The clauses that stay; where one goes, the stop before it becomes the stronger of the two. */
function joined(clauses: readonly Clause[], said: ReadonlySet<Clause>): readonly Piece[] {
  const kept: { pieces: readonly Piece[]; stop: string }[] = []
  for (const clause of clauses) {
    const before = kept.at(-1)
    if (said.has(clause)) kept.push({ ...clause })
    else if (before && stops.indexOf(clause.stop) > stops.indexOf(before.stop)) before.stop = clause.stop
  }
  return kept.flatMap(({ pieces, stop }) => [...pieces, { type: 'text', text: stop } as const])
}

/** Texts beside one another as one, as they were written. */
function merged(pieces: readonly Piece[]): readonly Piece[] {
  const together: Piece[] = []
  for (const piece of pieces) {
    const last = together.at(-1)
    if (piece.type === 'text' && last?.type === 'text')
      together[together.length - 1] = { type: 'text', text: last.text + piece.text }
    else together.push(piece)
  }
  return together
}
