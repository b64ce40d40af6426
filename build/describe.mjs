/**
 * What the built program says of itself, beside the page that shows it: dist/renderer/build.json (version, commit, date) and
 * dist/renderer/licenses.json, with dist/LICENSES.txt for whoever has no window. Compiled into no bundle: a new commit makes
 * none stale.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { asText, licensesOf } from './licenses.mjs'
import { root } from './project-node.mjs'

const dist = join(root, 'dist')
const buildFile = join(dist, 'renderer/build.json')

/** What git says of the checkout, or undefined: without git, or outside a checkout. */
function git(...args) {
  const said = spawnSync('git', args, { cwd: root, encoding: 'utf8', windowsHide: true })
  return said.status === 0 ? said.stdout.trim() : undefined
}

/**
 * The commit that is built: its first 12 digits, null when it is not known; whether files that it holds were changed since.
 * @param {(...args: string[]) => string | undefined} ask what git says
 * @returns {{commit: string | null, changed: boolean}}
 */
export function commitOf(ask) {
  // A copy of the sources inside another project's checkout must not take that project's commit for its own.
  if (ask('rev-parse', '--show-prefix') !== '') return { commit: null, changed: false }
  const commit = ask('rev-parse', '--short=12', 'HEAD')
  if (commit === undefined) return { commit: null, changed: false }
  return { commit, changed: ask('status', '--porcelain', '--untracked-files=no') !== '' }
}

/** @returns {string} the time of the build; `SOURCE_DATE_EPOCH` makes it the same for everybody who builds this */
export function buildTime(env = process.env) {
  const given = env.SOURCE_DATE_EPOCH ?? ''
  return new Date(/^\d+$/.test(given) ? Number(given) * 1000 : Date.now()).toISOString()
}

function writeWhole(path, text) {
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${process.pid}.tmp`
  writeFileSync(temporary, text)
  renameSync(temporary, path)
}

/** What stands in build.json now. */
function described() {
  if (!existsSync(buildFile)) return undefined
  return JSON.parse(readFileSync(buildFile, 'utf8'))
}

/**
 * Says which commit the bundles are of. The time changes only with what it is the time of.
 * @param {boolean} built whether a bundle was made just now
 */
export function describeBuild(built) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const now = { version, ...commitOf(git) }
  const before = described()
  const isSame = ['version', 'commit', 'changed'].every((key) => before?.[key] === now[key])
  if (built || !isSame) writeWhole(buildFile, `${JSON.stringify({ ...now, builtAt: buildTime() })}\n`)
}

/**
 * Writes the licences of the packages that went into the bundles.
 * @param {Iterable<string>} folders package folders
 * @throws Error when one of them may not ship
 */
export function describeLicenses(folders) {
  const entries = licensesOf(folders)
  writeWhole(join(dist, 'renderer/licenses.json'), `${JSON.stringify(entries)}\n`)
  writeWhole(join(dist, 'LICENSES.txt'), asText(entries))
}
