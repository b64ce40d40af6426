/**
 * Prints a standalone HTML document from a hidden frame of this page. The page's content policy forbids inline styles
 * (even in a document that is only parsed), so the style sheets are taken out first and come back as constructed ones.
 */
export async function printInFrame(standaloneHtml: string): Promise<void> {
  const styles: string[] = []
  const unstyled = standaloneHtml.replace(/<style[^>]*>([\s\S]*?)<\/style>/g, (_, css: string) => {
    styles.push(css)
    return ''
  })
  const source = new DOMParser().parseFromString(unstyled, 'text/html')
  const frame = document.createElement('iframe')
  frame.className = 'print-frame'
  frame.title = '打印'
  document.body.append(frame)
  const inner = frame.contentWindow
  if (!inner) throw new Error('the print frame has no window')
  const Sheet = (inner as Window & { CSSStyleSheet: typeof CSSStyleSheet }).CSSStyleSheet
  inner.document.adoptedStyleSheets = styles.map((css) => {
    const sheet = new Sheet()
    sheet.replaceSync(css)
    return sheet
  })
  inner.document.title = source.title
  for (const node of source.body.childNodes) inner.document.body.append(inner.document.importNode(node, true))
  // A picture that is not drawn yet would be printed as nothing.
  await Promise.all([...inner.document.images].map((image) => image.decode()))
  inner.addEventListener('afterprint', () => frame.remove())
  inner.focus()
  inner.print()
}
