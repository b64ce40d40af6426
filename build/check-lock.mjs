/**
 * The lock file is complete: npm silently drops optional platform packages that a registry lacks at the moment of
 * `npm install`, and then `npm ci` fails on the other platforms. It also carries no registry addresses.
 */
import { readFileSync } from 'node:fs'

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'))
const problems = []

/** Where node's resolution finds `name` from inside the package at `from`, or undefined. */
function locked(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (path in lock.packages) return lock.packages[path]
    if (folder === '') return undefined
  }
}

for (const [path, entry] of Object.entries(lock.packages)) {
  if (typeof entry.resolved === 'string' && !entry.link) {
    problems.push(
      `${path}: has a registry address (${entry.resolved}); keep \`omit-lockfile-registry-resolved\` on`,
    )
  }
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const found = locked(path, name)
    if (!found) problems.push(`${path || 'root'}: optional ${name}@${version} is not in the lock`)
    else if (/^\d/.test(version) && found.version !== version) {
      problems.push(`${path || 'root'}: wants ${name}@${version}, the lock has ${found.version}`)
    } else if (!found.integrity && !found.link)
      problems.push(`${name}@${found.version}: no integrity in the lock`)
  }
}

if (problems.length > 0) {
  process.stderr.write(`package-lock.json is not complete:\n${problems.map((p) => `  ${p}\n`).join('')}`)
  process.exit(1)
}
process.stdout.write(`package-lock.json: ${Object.keys(lock.packages).length} packages, complete\n`)
