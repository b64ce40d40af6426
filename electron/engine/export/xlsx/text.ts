/** Spreadsheets hold no more in one cell, and offer to repair a file that does. */
const longestText = 32_767

const special = /[&<>"\p{Cc}\ufffe\uffff]|_x(?=[0-9A-Fa-f]{4}_)/u
const specials = /[&<>"\p{Cc}\ufffe\uffff]|_x(?=[0-9A-Fa-f]{4}_)/gu

/**
 * Text for an element or a quoted attribute: no character that XML forbids, and none of the `_x0041_` that spreadsheets
 * would read as a code.
 */
export function xml(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  return special.test(whole) ? whole.replace(specials, escaped) : whole
}

/** A cell's text, cut where no spreadsheet could hold more. */
export function cellXml(text: string): string {
  return xml(text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text)
}

function escaped(found: string): string {
  if (found === '&') return '&amp;'
  if (found === '<') return '&lt;'
  if (found === '>') return '&gt;'
  if (found === '"') return '&quot;'
  if (found === '_x') return '_x005F_x'
  return found === '\n' || found === '\t' ? found : ''
}
