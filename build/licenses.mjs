/**
 * The licences of everything that ships: of the packages whose modules went into a bundle, and of the SQLite addon with its
 * parts. Electron's and Chromium's own lie beside the program and are read from there.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { partsOfAddon } from './licenses-of-addon.mjs'
import { root } from './project-node.mjs'

/** What may ship. Another licence is a decision of people: read it, then add it here. */
export const allowed = new Set([
  ...['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'Unlicense', 'Zlib'],
  ...['public domain'],
])

/** Packages that ship beside the bundles or are compiled into the addon. */
const runtimePackages = ['node_modules/better-sqlite3', 'node_modules/node-addon-api']

/**
 * Packages whose text stands elsewhere: in their README, in a package of the same repository, or here. `after` and `before`
 * are the words between which it stands.
 */
const textsElsewhere = {
  '@ant-design/icons-svg': { file: 'node_modules/@ant-design/icons/LICENSE' },
  'is-mobile': { file: 'node_modules/is-mobile/README.md', after: '## License\n' },
  // Of vite a few lines are written into the page; what it holds for itself is not.
  vite: { file: 'node_modules/vite/LICENSE.md', before: '# Licenses of bundled dependencies' },
  wouter: { file: 'build/licenses/Unlicense.txt' },
}

/** Packages whose published file already holds the packages that they depend on: no module of those is seen. */
const holdingTheirDependencies = ['node_modules/docx']

/** Code that a bundler writes into its output itself. */
const bundlers = { '\0rolldown/': 'node_modules/rolldown', '\0vite/': 'node_modules/vite' }

/**
 * The folder of the package that a module belongs to, from the checkout on; undefined for our own.
 * @param {string} id a bundler's module id
 */
export function packageFolderOf(id) {
  const bundler = Object.keys(bundlers).find((start) => id.startsWith(start))
  if (bundler !== undefined) return bundlers[bundler]
  const found =
    /^.*[\\/](node_modules[\\/].*node_modules[\\/]|node_modules[\\/])(@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/.exec(
      id,
    )
  if (found === null) return undefined
  const [folder] = found
  return folder.slice(folder.indexOf('node_modules')).replaceAll('\\', '/')
}

/** @returns {string[]} folders of what a package depends on */
function dependenciesOf(folder) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
  return Object.keys(dependencies)
    .filter((name) => !name.startsWith('@types/'))
    .map((name) => {
      const own = `${folder}/node_modules/${name}`
      return existsSync(join(root, own)) ? own : `node_modules/${name}`
    })
}

/** @returns {string[]} the licence files' texts in a package */
function wordedIn(folder) {
  const isLicence = (name) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name)
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => isLicence(name))
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(join(folder, entry.name)).map((name) => join(entry.name, name))
        : [entry.name],
    )
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
}

function textElsewhere({ file, after, before }, base) {
  const whole = readFileSync(join(base, file), 'utf8')
  const from = after === undefined ? 0 : whole.indexOf(after) + after.length
  return whole.slice(from, before === undefined ? undefined : whole.indexOf(before)).trim()
}

/** A package may hold its licence twice, laid out otherwise. */
function distinct(texts) {
  const plain = (text) =>
    text
      .replaceAll(/[\s#]+/g, ' ')
      .trim()
      .toLowerCase()
  return texts.filter((text, at) => texts.findIndex((other) => plain(other) === plain(text)) === at)
}

/** @returns {string} the licence's identifier as the package says it, or '' */
function saidBy({ license, licenses }) {
  const said = license ?? licenses?.[0] ?? ''
  return typeof said === 'string' ? said : (said.type ?? '')
}

/**
 * One package's licence.
 * @param {string} folder from `base` on
 * @returns {{name: string, version: string, license: string, text: string}}
 * @throws Error for a licence that is not allowed, or one without its text
 */
export function licenseOf(folder, base = root) {
  const manifest = JSON.parse(readFileSync(join(base, folder, 'package.json'), 'utf8'))
  const { name, version } = manifest
  const license = saidBy(manifest)
  const unknown = license
    .replaceAll(/[()]/g, '')
    .split(/ AND /)
    .filter((part) => !part.split(' OR ').some((choice) => allowed.has(choice)))
  if (unknown.length > 0) throw new Error(`${name} ${version}：许可证「${license}」不在允许的名单里。`)
  const texts =
    name in textsElsewhere
      ? [textElsewhere(textsElsewhere[name], base)]
      : distinct(wordedIn(join(base, folder)))
  if (texts.length === 0) throw new Error(`${name} ${version}：没有许可证全文。`)
  return { name, version, license, text: texts.join('\n\n') }
}

/**
 * Everything that ships, by name.
 * @param {Iterable<string>} folders package folders that went into the bundles
 * @throws Error that names every package that may not ship
 */
export function licensesOf(folders) {
  const problems = []
  const found = new Map()
  const seen = new Set([...folders, ...runtimePackages])
  for (const holder of holdingTheirDependencies)
    if (seen.has(holder)) for (const folder of dependenciesOf(holder)) seen.add(folder)
  for (const folder of seen) {
    try {
      const entry = licenseOf(folder)
      found.set(`${entry.name} ${entry.version}`, entry)
    } catch (error) {
      problems.push(error.message)
    }
  }
  if (problems.length > 0) throw new Error(`有的软件包不能随程序分发：\n${problems.join('\n')}`)
  for (const part of partsOfAddon()) found.set(`${part.name} ${part.version}`, part)
  return [...found.values()].sort(
    (a, b) => a.name.localeCompare(b.name, 'en') || (a.version < b.version ? -1 : 1),
  )
}

/** The same as one text, for whoever has the package but not the program. */
export function asText(entries) {
  const own = readFileSync(join(root, 'LICENSE'), 'utf8').trim()
  const parts = entries.map(({ name, version, license, text }) => `${name} ${version}\n${license}\n\n${text}`)
  const line = `\n\n${'='.repeat(80)}\n\n`
  return `${[`院坝普法台\nApache-2.0\n\n${own}`, ...parts].join(line)}\n`
}
