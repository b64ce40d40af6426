import { xml } from './text'

export interface CellStyle {
  readonly font?: { readonly name: string; readonly size: number; readonly bold?: boolean }
  readonly align?: 'left' | 'center' | 'right'
  readonly vertical?: 'top' | 'center'
  readonly wrap?: boolean
  /** In characters. */
  readonly indent?: number
  readonly border?: boolean
  /** A number format, such as `#,##0.00`; absent: as it comes. */
  readonly format?: string
}

/** The styles of one workbook: each look once, cells name it by number. */
export interface Styles {
  idOf(style: CellStyle): number
  toXml(): string
}

const plain = { name: '宋体', size: 11 } as const
const side = (name: string): string => `<${name} style="thin"><color auto="1"/></${name}>`
const thin = `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border>`

export function newStyles(): Styles {
  const fonts = tableOf()
  const formats = tableOf()
  const looks = tableOf()
  const fontXml = ({ name, size, bold }: NonNullable<CellStyle['font']>): string =>
    `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="${xml(name)}"/><charset val="134"/></font>`
  const look = (style: CellStyle): string => {
    const font = fonts.idOf(fontXml(style.font ?? plain))
    // 0…163 are the program's own formats.
    const format = style.format === undefined ? 0 : 164 + formats.idOf(style.format)
    const wrap = style.wrap ? ' wrapText="1"' : ''
    const indent = style.indent ? ` indent="${style.indent}"` : ''
    const across = style.align === undefined ? '' : ` horizontal="${style.align}"`
    return (
      `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="${style.border ? 1 : 0}" xfId="0" applyFont="1" ` +
      `applyBorder="1" applyAlignment="1"${format === 0 ? '' : ' applyNumberFormat="1"'}>` +
      `<alignment${across} vertical="${style.vertical ?? 'center'}"${wrap}${indent}/></xf>`
    )
  }
  looks.idOf(look({}))
  return {
    idOf: (style) => looks.idOf(look(style)),
    toXml: () => {
      const list = (name: string, items: readonly string[]): string =>
        `<${name} count="${items.length}">${items.join('')}</${name}>`
      const numbers = formats.all.map(
        (code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${xml(code)}"/>`,
      )
      return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
        (numbers.length > 0 ? list('numFmts', numbers) : '') +
        list('fonts', fonts.all) +
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
        `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>${thin}</borders>` +
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
        list('cellXfs', looks.all) +
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
        '</styleSheet>'
      )
    },
  }
}

/** Things in the order they were first asked for, each once. */
function tableOf(): { readonly all: string[]; idOf(item: string): number } {
  const ids = new Map<string, number>()
  const all: string[] = []
  return {
    all,
    idOf: (item) => {
      const known = ids.get(item)
      if (known !== undefined) return known
      ids.set(item, all.length)
      all.push(item)
      return all.length - 1
    },
  }
}
