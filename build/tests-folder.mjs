/**
 * Before jest's tests: one folder for all that they write, which goes when they end. It lies in memory where the system has
 * a disk there: a profile waits for the disk at every save, and most of a run was that wait. What is about the disk itself
 * asks for `diskFolder` (tests/support/machine/disk-folder.ts).
 */
import {
  accessSync,
  chmodSync,
  constants,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const IN_MEMORY = '/dev/shm'
/** More than the tests hold at any one time; a smaller disk in memory is left to others. */
const LEAST_FREE = 2 * 1024 ** 3
const NAME = /^yuanba-tests-(\d+)-/

function memory() {
  try {
    accessSync(IN_MEMORY, constants.W_OK)
    // Tests start what they write there.
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .find((line) => line.split(' ')[1] === IN_MEMORY)
    if (mount === undefined || mount.includes('noexec')) return undefined
    const { bavail, bsize } = statfsSync(IN_MEMORY)
    return bavail * bsize >= LEAST_FREE ? IN_MEMORY : undefined
  } catch {
    return undefined
  }
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Removes what a run left that was killed: in memory it would stay until the machine is switched off. */
function sweep(folder) {
  for (const name of readdirSync(folder)) {
    const pid = NAME.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** Makes the folder, which tests find by the environment. Who opens windows as another user gets through it, and sees nothing of it. */
export function makeTestsFolder(place = memory() ?? tmpdir()) {
  sweep(place)
  const folder = mkdtempSync(join(place, `yuanba-tests-${process.pid}-`))
  chmodSync(folder, 0o711)
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  process.env.YUANBA_TESTS_FOLDER = folder
  return folder
}

export default function setup() {
  process.env.YUANBA_DISK_FOLDER = tmpdir()
  const folder = makeTestsFolder()
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder
}
