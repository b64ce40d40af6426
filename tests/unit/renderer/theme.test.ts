import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cssVariables, type Scheme, schemes } from '../../../renderer/ui/theme'

const themeFile = 'renderer/ui/theme.ts'
const root = join(__dirname, '../../..')
const files = readdirSync(join(root, 'renderer'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(tsx?|css|html)$/.test(file))
  .map((file) => `renderer/${file.replaceAll('\\', '/')}`)
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8')

/** A colour written out: by digits, by a function, or as the value of a property that takes one. */
const byDigits = /#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b/gi
const byFunction = /\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(/gi
const byName =
  /(?:color|background|border|outline|shadow|fill|stroke)[\w-]*['"]?\s*:[^;,\n]*\b(?:white|black|red|green|blue|gr[ae]y|orange|yellow|purple|pink|brown)\b(?!-)/gi

describe('the colours of the window', () => {
  it('stand in the theme file and nowhere else', () => {
    const found = files
      .filter((file) => file !== themeFile)
      .flatMap((file) => {
        // What var(--red) and the like say is a name of the theme.
        const text = textOf(file).replaceAll(/var\(--[a-z0-9-]+\)/g, '')
        return [byDigits, byFunction, byName].flatMap((form) =>
          [...text.matchAll(form)].map(([colour]) => `${file}: ${colour}`),
        )
      })
    expect(found).toEqual([])
  })

  it('are told by name only where the name exists', () => {
    const own = new Set(
      files.flatMap((file) =>
        [...textOf(file).matchAll(/(--[a-z0-9-]+)['"]?\s*[:,]/g)].map(([, name]) => name),
      ),
    )
    const known = new Set([...own, ...Object.keys(cssVariables('light'))])
    const unknown = files.flatMap((file) =>
      [...textOf(file).matchAll(/var\((--[a-z0-9-]+)/g)].flatMap(([, name = '']) =>
        known.has(name) ? [] : [`${file}: ${name}`],
      ),
    )
    expect(unknown).toEqual([])
  })

  it('have the same names in every scheme', () => {
    for (const scheme of Object.keys(schemes) as Scheme[])
      expect([scheme, Object.keys(cssVariables(scheme))]).toEqual([
        scheme,
        Object.keys(cssVariables('light')),
      ])
  })

  it.each(['light', 'dark', 'contrast'] as const)('can be read in the scheme %s: AA', (scheme) => {
    const colours = schemes[scheme]
    const texts = [
      ['ink', 'page'],
      ['ink', 'surface'],
      ['ink', 'pale'],
      ['ink', 'amberPale'],
      ['label', 'page'],
      ['label', 'surface'],
      ['label', 'pale'],
      ['accent', 'page'],
      ['accent', 'surface'],
      ['accent', 'pale'],
      ['onAccent', 'accent'],
      ['onAccent', 'accentDeep'],
      ['amber', 'surface'],
      ['amber', 'amberPale'],
      ['red', 'surface'],
      ['red', 'redPale'],
      ['red', 'page'],
      ['green', 'surface'],
      ['green', 'greenPale'],
      ['onAccent', 'red'],
      ['sheetInk', 'sheet'],
    ] as const
    const weak = texts.filter(([text, ground]) => contrast(colours[text], colours[ground]) < 4.5)
    expect(weak).toEqual([])
    const edges = ['lineStrong', 'accent', 'series1', 'series2', 'series3', 'series4'] as const
    expect(edges.filter((edge) => contrast(colours[edge], colours.surface) < 3)).toEqual([])
  })
})

/** WCAG 2.2: the contrast of two colours as `#rrggbb`, 1…21. */
function contrast(one: string, other: string): number {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const part = (at: number): number => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}
