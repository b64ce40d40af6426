import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { absent, antdSheet } from '../../../build/antd-style.mjs'

const root = join(__dirname, '../../..')

const classesOf = (sheet: string): ReadonlySet<string> =>
  new Set([...sheet.matchAll(/\.(ant-[a-z-]+)/g)].map(([, name = '']) => name))

test('the sheet has the rules of each part that the page takes', () => {
  const classes = classesOf(antdSheet())
  const wanted = [
    'btn',
    'btn-variant-solid',
    'btn-icon-only',
    'input',
    'input-number',
    'select',
    'select-dropdown',
    'modal',
    'drawer',
  ]
  const more = [
    'alert',
    'checkbox',
    'dropdown-menu',
    'popconfirm',
    'progress',
    'radio',
    'segmented',
    'tabs-tab',
    'tag',
  ]
  expect([...wanted, ...more].filter((word) => !classes.has(`ant-${word}`))).toEqual([])
})

test('it has no rule of a part that the page does not take, and no colour of its own themes', () => {
  const sheet = antdSheet(['Button'])
  expect(
    [...classesOf(sheet)].filter(
      (name) => !/^ant-(btn|space)/.test(name) && !sheet.includes(`:not(.${name}`),
    ),
  ).toEqual([])
  expect(sheet).not.toMatch(/css-var-_|@keyframes ant/)
})

test('a rule stays that only asks for something not to be there', () => {
  expect(antdSheet(['Select'])).toContain(':not(.ant-select-customize-input)')
})

test('a part whose styles nobody named is refused, not built without any', () => {
  expect(() => antdSheet(['Button', 'Table'])).toThrow('Table')
})

test('the page uses nothing whose rules are left out', () => {
  const uses =
    /Radio\.Button|optionType=|tabPlacement|tabPosition|Modal\.(confirm|info|error|warning)|useModal|Input\.(Search|Group|OTP)|addon(Before|After)|Space\.Addon|Button\.Group|getInputElement|direction="rtl"|resizable|variant="(filled|borderless|underlined)"/
  const folder = join(root, 'renderer')
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tsx'),
  )
  expect(sources.filter((name) => uses.test(readFileSync(join(folder, name), 'utf8')))).toEqual([])
  expect(absent.length).toBeGreaterThan(0)
})
