/** The comments of a source, its prose and the little that the law of prose asks about. */

/** One comment, or several `//` lines that follow each other, without its marks. */
export interface Comment {
  readonly line: number
  readonly text: string
}

const isSpace = (char: string) => char.trim() === ''
/** A slash that follows one of these, or `return`, opens a regular expression; it divides after anything else. */
const beforeRegex = /(?:^|[(,=:[!&|?{;>]|\breturn)\s*$/

/** Where the string, template or regular expression that starts at `from` ends. */
function endOfLiteral(source: string, from: number, close: string): number {
  let inClass = false
  for (let at = from + 1; at < source.length; at += 1) {
    const char = source[at]
    if (char === '\\') at += 1
    else if (close === '/' && char === '[') inClass = true
    else if (close === '/' && char === ']') inClass = false
    else if (close === '`' && char === '$' && source[at + 1] === '{') at = endOfHole(source, at + 2)
    else if (char === close && !inClass) return at + 1
    else if (char === '\n' && close !== '`') return at
  }
  return source.length
}

/** Where the hole of a template closes, given where its content starts. */
function endOfHole(source: string, from: number): number {
  let depth = 0
  for (let at = from; at < source.length; at += 1) {
    const char = source[at] ?? ''
    if (`'"\``.includes(char)) at = endOfLiteral(source, at, char) - 1
    else if (char === '{') depth += 1
    else if (char === '}' && depth === 0) return at
    else if (char === '}') depth -= 1
  }
  return source.length
}

/**
 * Takes a source apart: its comments with their first lines, its code with literals and comments emptied, and the
 * source bare of comments alone.
 */
export function readSource(source: string): { comments: Comment[]; code: string; bare: string } {
  const found: { from: number; to: number; own: boolean; text: string }[] = []
  let code = ''
  let bare = ''
  let at = 0
  while (at < source.length) {
    const char = source[at] ?? ''
    const two = source.slice(at, at + 2)
    if (two === '//' && source[at - 1] !== ':') {
      const end = source.indexOf('\n', at)
      const to = end < 0 ? source.length : end
      found.push({ from: at, to, own: true, text: source.slice(at + 2, to).trim() })
      at = to
    } else if (two === '/*') {
      const end = source.indexOf('*/', at + 2)
      const to = end < 0 ? source.length : end + 2
      const text = source.slice(at + 2, to - 2).replaceAll(/^\s*\*+ ?/gm, '')
      found.push({ from: at, to, own: false, text })
      code += source.slice(at, to).replaceAll(/[^\n]/g, '')
      bare += source.slice(at, to).replaceAll(/[^\n]/g, '')
      at = to
    } else if (`'"\``.includes(char) || (char === '/' && beforeRegex.test(code.slice(-40)))) {
      const to = endOfLiteral(source, at, char)
      code += `${char}${source.slice(at, to).replaceAll(/[^\n]/g, '')}${char}`
      bare += source.slice(at, to)
      at = to
    } else {
      code += char
      bare += char
      at += 1
    }
  }
  return { comments: joined(source, found), code, bare }
}

/** Lines of `//` with nothing but blanks between them are one comment. */
function joined(
  source: string,
  found: readonly { from: number; to: number; own: boolean; text: string }[],
): Comment[] {
  const comments: { line: number; text: string; to: number; own: boolean }[] = []
  for (const { from, to, own, text } of found) {
    const before = comments.at(-1)
    const between = before ? source.slice(before.to, from) : ''
    if (before?.own && own && [...between].every(isSpace) && between.split('\n').length === 2) {
      before.text += `\n${text}`
      before.to = to
    } else comments.push({ line: source.slice(0, from).split('\n').length, text, to, own })
  }
  return comments.map(({ line, text }) => ({ line, text }))
}

/** The sentences of a text: they end with a stop, at an empty line, before an item of a list and before a tag. */
export function sentences(text: string): string[] {
  return text
    .split(/\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )|\n(?=\s*@)|(?<=[.!?。！？][)"'”」]?)\s+/)
    .map((sentence) => sentence.replaceAll(/\s+/g, ' ').trim())
    .filter((sentence) => sentence !== '')
}

/** How many Latin words a sentence has; code in backticks is one, and so is a word with hyphens, slashes or dots. */
export function wordsOf(sentence: string): number {
  const spoken = sentence.replaceAll(/`[^`]*`/g, ' code ')
  return spoken.match(/[\p{Script=Latin}\d][\p{Script=Latin}\d'’_./-]*/gu)?.length ?? 0
}
