/**
 * What the SQLite addon is made of. Its one source file carries each part's notice as a comment; the texts are taken from
 * there, so that they belong to the version that is compiled.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './project-node.mjs'

const source = 'node_modules/better-sqlite3/deps/sqlite3/sqlite3.c'
const sqliteVersion = /#define SQLITE_VERSION +"([\d.]+)"/
const cipherVersion = /#define SQLITE3MC_VERSION_STRING +"SQLite3 Multiple Ciphers ([\d.]+)"/

/** Name, licence, words that stand in its notice and nowhere before, and whether the notice only names the MIT licence. */
const parts = [
  {
    name: 'SQLite',
    license: 'public domain',
    marker: 'The author disclaims copyright to this source code',
    version: sqliteVersion,
  },
  {
    name: 'SQLite3 Multiple Ciphers',
    license: 'MIT',
    marker: 'Amalgamation of the SQLite3 Multiple Ciphers',
    version: cipherVersion,
    isNamedOnly: true,
  },
  { name: 'AEGIS (libaegis)', license: 'MIT', marker: '(c) 2023-2024 Frank Denis', isNamedOnly: true },
  { name: 'Argon2', license: 'CC0-1.0', marker: 'Argon2 reference source code package' },
  { name: 'Argon2 encoding', license: 'CC0-1.0', marker: 'The code was originally written by Thomas Pornin' },
  { name: 'ChaCha20 Poly1305 (sqleet)', license: 'public domain', marker: 'the sqleet project' },
  { name: 'fastpbkdf2', license: 'CC0-1.0', marker: 'fast-pbkdf2 - Optimal PBKDF2-HMAC calculation' },
  { name: 'MD5', license: 'public domain', marker: 'Alexander Peslyak, better known as Solar Designer' },
  { name: 'miniz', license: 'MIT', marker: 'Copyright 2016 Martin Raiber' },
  { name: 'Rijndael', license: 'public domain', marker: 'Szymon Stefanek' },
  { name: 'SHA-1', license: 'public domain', marker: 'Still 100% public domain' },
  { name: 'SHA-2', license: 'BSD-3-Clause', marker: 'Olivier Gay <olivier.gay' },
]

/** Who holds a copyright in the source, by the line that says so. */
const holders = [
  ...['Ulrich Telle', 'Frank Denis', 'Olivier Gay', 'Alexander Peslyak', 'RAD Game Tools and Valve Software'],
  ...['Rich Geldreich and Tenacious Software', 'Martin Raiber', 'Thomas Pornin'],
  // Argon2 names its four authors in the line after.
  'Copyright 2015',
]

/** The comment around a place, without its frame of stars. */
function commentAround(text, at) {
  const start = text.lastIndexOf('/*', at)
  const end = text.indexOf('*/', at)
  return text
    .slice(start, end)
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*\/?\*+[*!]*\s?/, '')
        .replace(/^\/\/+ ?/, '')
        .replace(/\*+$/, '')
        .trimEnd(),
    )
    .join('\n')
    .trim()
}

/**
 * Lines that claim a copyright for somebody who stands in no part.
 * @param {string} text the addon's source
 */
export function unknownHolders(text) {
  const claims = text.matchAll(/^.*(?:Copyright|\(c\)) .*\b(?:19|20)\d\d\b.*$/gim)
  return [...claims]
    .map(([line]) => line.trim())
    .filter((line) => !holders.some((name) => line.includes(name)))
}

/** @returns the addon's parts. @throws Error when the source is not the one that was looked through */
export function partsOfAddon(text = readFileSync(join(root, source), 'utf8')) {
  const strangers = unknownHolders(text)
  if (strangers.length > 0)
    throw new Error(`SQLite 组件里有没有登记的权利人：\n${[...new Set(strangers)].join('\n')}`)
  const mit = readFileSync(join(root, 'build/licenses/MIT.txt'), 'utf8').trim()
  const whole = cipherVersion.exec(text)?.[1] ?? ''
  return parts.map(({ name, license, marker, version, isNamedOnly = false }) => {
    const at = text.indexOf(marker)
    if (at === -1) throw new Error(`SQLite 组件里找不到「${name}」的版权声明。`)
    const notice = commentAround(text, at)
    const own = version?.exec(text)?.[1]
    return {
      name,
      version: own ?? `随 SQLite3MC ${whole}`,
      license,
      text: isNamedOnly ? `${notice}\n\n${mit}` : notice,
    }
  })
}
