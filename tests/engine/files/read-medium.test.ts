import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readFromMedium } from '../../../electron/engine/files/read-medium'
import { readBack, writeVerified } from '../../../electron/engine/files/verified-file'
import { diskFolder } from '../../support/machine/disk-folder'
import { needs } from '../../support/machine/needs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(diskFolder(), 'yuanba-medium-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function* some(bytes: number): AsyncGenerator<Uint8Array> {
  yield Buffer.alloc(bytes, 7)
}

/** What this process has had read from a device, in bytes. */
const fromDevices = (): number =>
  Number(/^read_bytes: (\d+)/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1])

needs(
  'device-reads',
).test('what was just written is read back from the medium, not out of the system’s memory', async () => {
  // Neither a whole number of blocks nor of what is read at once.
  const bytes = 5_000_123
  const before = fromDevices()
  const written = await writeVerified(join(folder, 'x.ybb'), some(bytes))
  expect(written).toMatchObject({ bytes, readFrom: 'medium' })
  expect(fromDevices() - before).toBeGreaterThanOrEqual(bytes)
  expect(await readBack(join(folder, 'x.ybb'))).toEqual({ sha256: written.sha256, from: 'medium' })
})

test.each([0, 1, 511, 512, 4096, 1_048_576, 1_048_577])(
  'a file of %d bytes is read whole, whichever way its file system offers',
  async (bytes) => {
    const { sha256 } = await writeVerified(join(folder, 'x.ybb'), some(bytes))
    expect((await readBack(join(folder, 'x.ybb'))).sha256).toBe(sha256)
  },
)

test('where a file system offers no such reading, nothing is called read from the medium', async () => {
  const path = '/proc/self/status'
  if (!existsSync(path)) return
  const heard: Uint8Array[] = []
  expect(await readFromMedium(path, (chunk) => heard.push(chunk))).toBe(false)
  expect(heard).toEqual([])
  expect((await readBack(path)).from).toBe('memory')
})

test('a file that is gone is said to be gone, not to be unread', async () => {
  writeFileSync(join(folder, 'x.ybb'), '')
  rmSync(join(folder, 'x.ybb'))
  await expect(readBack(join(folder, 'x.ybb'))).rejects.toMatchObject({ code: 'file.unreadable' })
})
