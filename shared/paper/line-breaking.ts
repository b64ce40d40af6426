import { alwaysFullWidth, barredFromEnd, barredFromStart, halvesOf } from './characters'
import type { Run } from './document'

/** A piece of a laid-out line: characters of one style and figure, `halves` half cells wide together. */
export interface LinePart {
  readonly text: string
  readonly halves: number
  /** Painted in a box of exactly its width, because the font might draw it wider or narrower. */
  readonly boxed: boolean
  readonly figure?: string
  readonly face?: Run['face']
}

/** Text of one line and the half cells it takes. */
export interface WrappedLine {
  readonly segments: readonly LinePart[]
  readonly halves: number
}

/** What no line break may cut: one Chinese character with its marks, one ASCII word or number, a dash of two cells. */
interface Atom {
  readonly text: string
  readonly halves: number
  readonly boxed: boolean
  readonly figure: string | undefined
  readonly face: Run['face']
  readonly blank: boolean
  /** No line begins with it. */
  readonly bound?: true
}

const inseparable = new Set(['…', '—'])

/**
 * Breaks runs into lines of at most `first` half cells (the first) and `rest` (the others). There is always at least
 * one line.
 * Numbers and Latin words stay whole unless longer than a line. No line begins or ends with a sign that may not stand
 * there (kinsoku).
 * Such a sign moves the character before it down; nothing hangs into the margin.
 */
export function wrap(runs: readonly Run[], first: number, rest: number = first): WrappedLine[] {
  return linesOf(runs.flatMap(atomsOf), first, rest)
}

function linesOf(whole: readonly Atom[], first: number, rest: number = first): WrappedLine[] {
  const atoms = fitted(whole, Math.min(first, rest))
  const lines: WrappedLine[] = []
  let start = 0
  while (start < atoms.length) {
    const room = lines.length === 0 ? first : rest
    const end = lineEnd(atoms, start, room)
    lines.push(lineOf(atoms.slice(start, end)))
    start = end
    while (start < atoms.length && atoms[start]?.blank) start++
  }
  return lines.length > 0 ? lines : [{ segments: [], halves: 0 }]
}

/**
 * Breaks a title into as few lines as possible and evens their lengths, so that no single character is left on a line of
 * its own. One of several runs breaks only between them, as far as each fits on a line (GB/T 9704: 回行时词意完整、排列对称、
 * 长短适宜).
 */
export function wrapBalanced(runs: readonly Run[], width: number): WrappedLine[] {
  const words = runs.map(atomsOf)
  const isWhole = (word: readonly Atom[]): boolean => words.length > 1 && widthOf(word) <= width
  const atoms = words.flatMap((word) => (isWhole(word) ? bound(word) : word))
  const fewest = linesOf(atoms, width)
  if (fewest.length === 1) return fewest
  const total = widthOf(fewest)
  const widest = Math.max(
    ...words.flatMap((word) => (isWhole(word) ? widthOf(word) : word.map(({ halves }) => halves))),
  )
  let low = Math.min(width, Math.max(widest, Math.ceil(total / fewest.length)))
  let high = width
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (linesOf(atoms, middle).length <= fewest.length) high = middle
    else low = middle + 1
  }
  const balanced = linesOf(atoms, high)
  return balanced.length <= fewest.length ? balanced : fewest
}

function bound(word: readonly Atom[]): Atom[] {
  return word.map((atom, at) => (at === 0 ? atom : { ...atom, bound: true }))
}

function widthOf(parts: readonly { readonly halves: number }[]): number {
  return parts.reduce((sum, { halves }) => sum + halves, 0)
}

function lineEnd(atoms: readonly Atom[], start: number, room: number): number {
  let used = 0
  let end = start
  for (; end < atoms.length; end++) {
    const halves = atoms[end]?.halves ?? 0
    if (used + halves > room && end > start && !(atoms[end]?.blank ?? false)) break
    used += halves
  }
  if (end >= atoms.length) return end
  for (let at = end; at > start; at--) {
    const next = inkedFrom(atoms, at)
    const last = atoms.slice(start, at).findLast((atom) => !atom.blank)
    if (atoms[at]?.bound) continue
    if (last && !barredFromEnd(lastOf(last)) && !(next && barredFromStart(firstOf(next)))) return at
  }
  return end
}

/** The first atom from `at` on that is not blank: looked for, not copied, or a long text takes the square of its length. */
function inkedFrom(atoms: readonly Atom[], at: number): Atom | undefined {
  let next = at
  while (atoms[next]?.blank) next += 1
  return atoms[next]
}

function lineOf(atoms: readonly Atom[]): WrappedLine {
  let kept = atoms.length
  while (kept > 0 && atoms[kept - 1]?.blank) kept--
  const segments: LinePart[] = []
  let halves = 0
  for (const atom of atoms.slice(0, kept)) {
    halves += atom.halves
    const last = segments.at(-1)
    if (last && !last.boxed && !atom.boxed && last.figure === atom.figure && last.face === atom.face)
      segments[segments.length - 1] = {
        ...last,
        text: last.text + atom.text,
        halves: last.halves + atom.halves,
      }
    else
      segments.push({
        text: atom.text,
        halves: atom.halves,
        boxed: atom.boxed,
        ...(atom.figure === undefined ? {} : { figure: atom.figure }),
        ...(atom.face === undefined ? {} : { face: atom.face }),
      })
  }
  return { segments, halves }
}

function atomsOf(run: Run): Atom[] {
  const atoms: { text: string; halves: number; boxed: boolean }[] = []
  for (const character of run.text.replace(/[\t\n\r\u2028\u2029]+/g, ' ')) {
    const halves = halvesOf(character)
    const last = atoms.at(-1)
    const joins =
      last !== undefined &&
      (halves === 0 ||
        (halves === 1 && character !== ' ' && last.halves > 0 && isWord(last.text)) ||
        (inseparable.has(character) && last.text === character))
    if (joins) {
      last.text += character
      last.halves += halves
    } else atoms.push({ text: character, halves, boxed: !alwaysFullWidth(character) })
  }
  return atoms.map((atom) => ({ ...atom, figure: run.figure, face: run.face, blank: atom.text === ' ' }))
}

/** Whether an atom is made of half-width characters that following ones join. */
function isWord(text: string): boolean {
  return text !== ' ' && halvesOf(text[0] ?? '') === 1
}

/** Cuts atoms that no line could hold. */
function fitted(atoms: readonly Atom[], room: number): Atom[] {
  const fitting: Atom[] = []
  for (const atom of atoms) {
    if (atom.halves <= room) {
      fitting.push(atom)
      continue
    }
    let text = ''
    let halves = 0
    for (const character of atom.text) {
      const width = halvesOf(character)
      if (halves + width > room && text !== '') {
        fitting.push({ ...atom, text, halves })
        text = ''
        halves = 0
      }
      text += character
      halves += width
    }
    fitting.push({ ...atom, text, halves })
  }
  return fitting
}

function firstOf(atom: Atom): string {
  return String.fromCodePoint(atom.text.codePointAt(0) ?? 0)
}

function lastOf(atom: Atom): string {
  return [...atom.text].at(-1) ?? ''
}
