/** A style sheet made in the page: its policy forbids any that stands in the markup. */
export function constructedSheet(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  return sheet
}
