/**
 * A tree of files becomes a deb, with dpkg-deb alone. No installer script runs in any package of ours.
 * An installation does only what lies in the archive; Debian's own triggers refresh the menu and the list of file
 * kinds.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** Electron's helper that puts pages into a sandbox where the kernel keeps user namespaces from ordinary users. */
const setuid = 'chrome-sandbox'

/** A file's bits in the archive, whatever the umask of the machine that packs. */
function modeOf(name, mode) {
  if (name === setuid) return 0o4755
  return mode & 0o111 ? 0o755 : 0o644
}

/** Sets the bits of everything below a folder. @returns the plain files, and what they need on a disk in KiB */
function settle(folder) {
  const found = { files: [], kilobytes: 1 }
  chmodSync(folder, 0o755)
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name)
    const entry = lstatSync(path)
    if (entry.isDirectory()) {
      const below = settle(path)
      found.files.push(...below.files)
      found.kilobytes += below.kilobytes
    } else {
      if (entry.isFile()) {
        chmodSync(path, modeOf(name, entry.mode))
        found.files.push(path)
      }
      found.kilobytes += Math.ceil(entry.size / 1024)
    }
  }
  return found
}

/**
 * Writes the deb of a staged tree; the tree gets a folder `DEBIAN` and settled bits.
 * @param {object} deb
 * @param {string} deb.stage folder that stands for `/`
 * @param {Record<string, string>} deb.control fields in their order; `Installed-Size` is added
 * @param {string} deb.file path of the deb
 * @param {'xz' | 'none'} deb.compression xz is the smallest that every dpkg in use reads; none takes seconds, for tests
 */
export function writeDeb({ stage, control, file, compression }) {
  const { files, kilobytes } = settle(stage)
  const sums = files.map((path) => {
    const sum = createHash('md5').update(readFileSync(path)).digest('hex')
    return `${sum}  ${relative(stage, path)}\n`
  })
  const { Description, ...fields } = control
  const lines = Object.entries({ ...fields, 'Installed-Size': kilobytes, Description })
  mkdirSync(join(stage, 'DEBIAN'), { mode: 0o755 })
  writeFileSync(join(stage, 'DEBIAN/md5sums'), sums.join(''))
  writeFileSync(join(stage, 'DEBIAN/control'), lines.map(([name, value]) => `${name}: ${value}\n`).join(''))
  mkdirSync(dirname(file), { recursive: true })
  execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', stage, file], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
