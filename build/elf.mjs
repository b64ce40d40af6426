/** Which versions of the system's libraries a program or addon for Linux wants, read out of its own file (ELF, 64 bit). */
import { readFileSync } from 'node:fs'

/** Section type of the version requirements (`.gnu.version_r`). */
const versionNeeds = 0x6ffffffe

function textAt(bytes, start) {
  return bytes.toString('latin1', start, bytes.indexOf(0, start))
}

/** The section headers of a little-endian 64-bit file. @throws Error for anything else */
function sections(bytes, name) {
  if (bytes.toString('latin1', 0, 6) !== '\x7fELF\x02\x01') throw new Error(`${name} 不是 64 位 ELF 文件`)
  const [table, size, count] = [
    Number(bytes.readBigUInt64LE(0x28)),
    bytes.readUInt16LE(0x3a),
    bytes.readUInt16LE(0x3c),
  ]
  return Array.from({ length: count }, (_, index) => {
    const at = table + index * size
    return {
      type: bytes.readUInt32LE(at + 4),
      offset: Number(bytes.readBigUInt64LE(at + 24)),
      link: bytes.readUInt32LE(at + 40),
    }
  })
}

/**
 * The versions that a file wants, each as the linker names it.
 * @returns {string[]} such as `GLIBC_2.28`, in the file's own order
 * @throws Error when this is no 64-bit ELF file
 */
export function wantedVersions(path) {
  const bytes = readFileSync(path)
  const all = sections(bytes, path)
  const needs = all.find(({ type }) => type === versionNeeds)
  if (needs === undefined) return []
  const names = all[needs.link].offset
  const found = []
  for (let library = needs.offset, more = true; more; ) {
    let version = library + bytes.readUInt32LE(library + 8)
    for (let left = bytes.readUInt16LE(library + 2); left > 0; left -= 1) {
      found.push(textAt(bytes, names + bytes.readUInt32LE(version + 8)))
      version += bytes.readUInt32LE(version + 12)
    }
    const next = bytes.readUInt32LE(library + 12)
    library += next
    more = next > 0
  }
  return found
}

/** Orders `2.9` before `2.28`. */
export function compareVersions(one, other) {
  const [left, right] = [one, other].map((version) => version.split('.').map(Number))
  const at = left.findIndex((part, index) => part !== (right[index] ?? 0))
  return at < 0 ? left.length - right.length : left[at] - (right[at] ?? 0)
}

/** The oldest glibc that satisfies a file, such as `2.28`; undefined when it wants none. Errors as `wantedVersions`. */
export function glibcOf(path) {
  return wantedVersions(path)
    .flatMap((version) => /^GLIBC_(\d+(?:\.\d+)+)$/.exec(version)?.[1] ?? [])
    .sort(compareVersions)
    .at(-1)
}
