/**
 * Prints a standalone HTML document from a hidden frame of this page. The page's content policy forbids inline styles,
 * so the document's style sheets are taken over as constructed ones.
 */
export function printInFrame(standaloneHtml: string): void {
  const source = new DOMParser().parseFromString(standaloneHtml, 'text/html')
  const frame = document.createElement('iframe')
  frame.className = 'print-frame'
  frame.title = '打印'
  document.body.append(frame)
  const inner = frame.contentWindow
  if (!inner) throw new Error('the print frame has no window')
  const Sheet = (inner as Window & { CSSStyleSheet: typeof CSSStyleSheet }).CSSStyleSheet
  inner.document.adoptedStyleSheets = [...source.querySelectorAll('style')].map((style) => {
    const sheet = new Sheet()
    sheet.replaceSync(style.textContent ?? '')
    return sheet
  })
  inner.document.title = source.title
  for (const node of source.body.childNodes) inner.document.body.append(inner.document.importNode(node, true))
  inner.addEventListener('afterprint', () => frame.remove())
  inner.focus()
  inner.print()
}
