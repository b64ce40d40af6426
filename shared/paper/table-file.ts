/**
 * Text for a cell of a table file (xlsx, csv). A spreadsheet would run some texts as a formula when the cell is edited
 * or the file saved as csv.
 * Such a text (a leading `= + - @`, tab or return, also in full width) gets an apostrophe in front.
 * White space alone is a cell to write into, and runs as nothing.
 */
export function cellText(text: string): string {
  if (text.trim() === '') return text
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text
}

/** A sheet's name: at most 31 characters, none that spreadsheets refuse, none used before; added to `taken`. */
export function sheetName(wanted: string, taken: Set<string>): string {
  const base =
    wanted
      .replace(/[\\/?*[\]:'\s]+/g, ' ')
      .trim()
      .slice(0, 28) || '表'
  let name = base
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${base} ${n}`
  taken.add(name.toLowerCase())
  return name
}
