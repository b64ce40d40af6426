/**
 * antd's styles as one sheet of the page. Antd otherwise makes them in the page, at each start anew: a third of the time until the
 * first screen was drawn. Every value in them is a variable, so that they are the same for each scheme and size of type.
 * What would make them is left out of the bundle.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parse } from 'postcss'
import { root } from './project-node.mjs'

/** What of the sheet each part of antd wants: the second word of its classes, `btn` of `ant-btn-primary`. */
const wanted = {
  Alert: ['alert'],
  AutoComplete: ['select', 'input', 'empty'],
  Button: ['btn', 'space'],
  Checkbox: ['checkbox'],
  ConfigProvider: [],
  Drawer: ['drawer'],
  Dropdown: ['dropdown'],
  Input: ['input', 'btn'],
  InputNumber: ['input'],
  Modal: ['modal', 'btn'],
  Popconfirm: ['popconfirm', 'popover', 'btn'],
  Progress: ['progress'],
  QRCode: ['qrcode', 'spin'],
  Radio: ['radio'],
  Segmented: ['segmented'],
  Select: ['select', 'empty'],
  Space: ['space'],
  Tabs: ['tabs', 'dropdown'],
  Tag: ['tag'],
  theme: [],
}

/** What the page takes from antd, types left out. */
function takenParts() {
  const folder = join(root, 'renderer')
  const taken = new Set()
  for (const name of readdirSync(folder, { recursive: true }).filter((file) => /\.tsx?$/.test(file))) {
    const source = readFileSync(join(folder, name), 'utf8')
    for (const [, names] of source.matchAll(/import \{([^}]*)\} from 'antd'/g))
      for (const word of names.split(',').map((part) => part.trim()))
        if (word !== '' && !word.startsWith('type ')) taken.add(word.split(' as ')[0])
  }
  return [...taken]
}

/** @throws Error where the page takes a part whose styles nobody named here: it would stand there without any */
function wordsOf(parts) {
  const unknown = parts.filter((part) => !Object.hasOwn(wanted, part))
  if (unknown.length > 0) throw new Error(`build/antd-style.mjs 没有写明 ${unknown.join('、')} 的样式。`)
  return new Set(parts.flatMap((part) => wanted[part]))
}

/** What nothing in this window is or uses, by the classes that say so: without these the sheet is half as large. */
export const absent = [
  // The variables of the themes that antd's own sheet was made with, and what tells a server of it.
  /^css-var-_/,
  /^data-ant-cssinjs/,
  /-rtl$/,
  /-compact-vertical/,
  /-(?:blue|purple|cyan|green|magenta|pink|red|orange|yellow|volcano|geekblue|lime|gold)$/,
  /^ant-(?:input|select)[a-z-]*-(?:filled|borderless|underlined)$/,
  /^ant-input-(?:group|search)/,
  /^ant-select-customize/,
  /^ant-btn-group/,
  /^ant-drawer-panel-motion/,
  /^ant-dropdown-menu-submenu/,
  /^ant-modal-confirm/,
  /^ant-radio-button/,
  /^ant-space-addon/,
  /^ant-tabs-(?:left|right|bottom|card|editable)/,
]

/**
 * The rules of antd's own sheet that parts of it want, those of the page unless others are named. Nothing moves in this window,
 * so that no rule of a movement is needed.
 */
export function antdSheet(parts = takenParts()) {
  const words = wordsOf(parts)
  const isWanted = (selector) =>
    // That something is not there asks for nothing.
    [
      ...selector.replaceAll(/:not\((?:[^()]|\([^()]*\))*\)/g, '').matchAll(/[\w-]*\b(?:ant|css)-[\w-]+/g),
    ].every(([name]) => {
      const word = /^ant-([a-z]+)/.exec(name)?.[1]
      return (word === undefined || words.has(word)) && !absent.some((rule) => rule.test(name))
    })
  const sheet = parse(readFileSync(createRequire(import.meta.url).resolve('antd/dist/antd.css'), 'utf8'))
  sheet.walkRules((rule) => {
    const selectors = rule.selectors.filter(isWanted)
    if (selectors.length === 0) rule.remove()
    else if (selectors.length < rule.selectors.length) rule.selectors = selectors
  })
  sheet.walkAtRules((rule) => {
    if (rule.nodes?.length === 0 || (rule.name === 'keyframes' && rule.params.startsWith('ant')))
      rule.remove()
  })
  return sheet.toString()
}

/** A call that registers a component's styles, whose second argument makes them. */
const registers = new Set(['genStyleHooks', 'genComponentStyleHook', 'genSubStyleComponent'])

/** A module of antd without what makes its styles; what gives its variables their values stays. */
function withoutStyles(code, ast) {
  const cuts = []
  const look = (node) => {
    if (node === null || typeof node !== 'object') return
    if (node.type === 'CallExpression' && registers.has(node.callee.name) && node.arguments.length > 1)
      cuts.push(node.arguments[1])
    for (const part of Object.values(node)) look(part)
  }
  look(ast)
  let left = code
  for (const { start, end } of cuts.sort((a, b) => b.start - a.start))
    left = `${left.slice(0, start)}() => []${left.slice(end)}`
  return cuts.length > 0 ? { code: left, map: null } : null
}

/** Instead of antd's own sheet the page gets that of its parts, and nothing that would make it. */
export function antdStyles() {
  return {
    name: 'yuanba-antd-style',
    enforce: 'pre',
    load: (id) => (/[\\/]antd[\\/]dist[\\/]antd\.css$/.test(id) ? antdSheet() : null),
    transform(code, id) {
      if (!/[\\/]antd[\\/]es[\\/].*\.js$/.test(id) || !/gen\w*Style\w*\(/.test(code)) return null
      return withoutStyles(code, this.parse(code))
    },
  }
}
