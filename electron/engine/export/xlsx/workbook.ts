import type { Styles } from './styles'
import { xml } from './text'
import { type Worksheet, worksheetXml } from './worksheet'
import { memorySink, type Sink, zipInto } from './zip-file'

export interface Workbook {
  readonly title: string
  /** Milliseconds since 1970, stamped into the file. */
  readonly createdAt: number
  readonly styles: Styles
  readonly sheets: readonly Worksheet[]
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const package_ = 'http://schemas.openxmlformats.org/package/2006'
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/**
 * Writes a workbook as .xlsx (ECMA-376) for Excel, WPS and LibreOffice, row by row: memory does not grow with it. Our own
 * writer, because of those measured the fast one knows neither print titles nor page set-up, and the one that does is a
 * third slower than it may be. Answers the file's size.
 */
export async function writeWorkbook(book: Workbook, sink: Sink): Promise<number> {
  const zip = zipInto(sink, book.createdAt)
  await zip.add('[Content_Types].xml', [contentTypes(book.sheets.length)])
  await zip.add('_rels/.rels', [rootRelations])
  await zip.add('docProps/core.xml', [coreProperties(book)])
  await zip.add('docProps/app.xml', [
    `${declaration}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>院坝普法台</Application></Properties>`,
  ])
  await zip.add('xl/workbook.xml', [workbookXml(book.sheets)])
  await zip.add('xl/_rels/workbook.xml.rels', [relations(book.sheets.length)])
  for (const [at, sheet] of book.sheets.entries())
    await zip.add(`xl/worksheets/sheet${at + 1}.xml`, worksheetXml(sheet))
  // Last: rows may have asked for further styles while they were made.
  await zip.add('xl/styles.xml', [book.styles.toXml()])
  return zip.finish()
}

/** A small workbook as bytes. */
export async function workbookBytes(book: Workbook): Promise<Uint8Array> {
  const sink = memorySink()
  await writeWorkbook(book, sink)
  return sink.bytes()
}

const rootRelations =
  `${declaration}<Relationships xmlns="${package_}/relationships">` +
  `<Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/>` +
  `<Relationship Id="rId2" Type="${package_}/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
  `<Relationship Id="rId3" Type="${office}/extended-properties" Target="docProps/app.xml"/>` +
  '</Relationships>'

function contentTypes(sheets: number): string {
  const override = (part: string, type: string): string =>
    `<Override PartName="${part}" ContentType="${type}"/>`
  return (
    `${declaration}<Types xmlns="${package_}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    override('/xl/workbook.xml', `${types}.sheet.main+xml`) +
    override('/xl/styles.xml', `${types}.styles+xml`) +
    Array.from({ length: sheets }, (_, at) =>
      override(`/xl/worksheets/sheet${at + 1}.xml`, `${types}.worksheet+xml`),
    ).join('') +
    override('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml') +
    override('/docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml') +
    '</Types>'
  )
}

function coreProperties({ title, createdAt }: Workbook): string {
  const at = new Date(createdAt).toISOString().replace(/\.\d+Z$/, 'Z')
  return (
    `${declaration}<cp:coreProperties xmlns:cp="${package_}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${xml(title)}</dc:title><dc:creator>院坝普法台</dc:creator>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created>` +
    `<dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified></cp:coreProperties>`
  )
}

function workbookXml(sheets: readonly Worksheet[]): string {
  const list = sheets.map(
    ({ name }, at) => `<sheet name="${xml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  )
  const titles = sheets.flatMap(({ name, frozen }, at) => {
    if (!frozen) return []
    const rows = `'${xml(name.replaceAll("'", "''"))}'!$${frozen.titleFrom}:$${frozen.rows}`
    return [`<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${rows}</definedName>`]
  })
  return (
    `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><bookViews><workbookView/></bookViews>` +
    `<sheets>${list.join('')}</sheets>` +
    (titles.length > 0 ? `<definedNames>${titles.join('')}</definedNames>` : '') +
    '</workbook>'
  )
}

function relations(sheets: number): string {
  const sheet = Array.from(
    { length: sheets },
    (_, at) =>
      `<Relationship Id="rId${at + 1}" Type="${office}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  )
  return (
    `${declaration}<Relationships xmlns="${package_}/relationships">${sheet.join('')}` +
    `<Relationship Id="rId${sheets + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`
  )
}
