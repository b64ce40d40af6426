import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSpool } from '../../../electron/engine/bundle/spool'
import type { EngineContext } from '../../../electron/engine/context'
import { systemRandom } from '../../../electron/machine/surroundings'

let profile: string
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'yuanba-spool-'))
})
afterEach(() => rmSync(profile, { recursive: true, force: true }))

const open = () => openSpool({ profile, random: systemRandom } as EngineContext)
const content = Buffer.from('姓名与电话 '.repeat(60_000))

test('what is written comes back as often as it is read, and is never on the disk as it is', () => {
  const spool = open()
  for (let at = 0; at < content.length; at += 100_003) spool.write(content.subarray(at, at + 100_003))
  for (const _ of [1, 2]) expect(Buffer.concat([...spool.read()]).equals(content)).toBe(true)
  const [name = ''] = readdirSync(profile)
  expect(readFileSync(join(profile, name)).includes('姓名')).toBe(false)
  spool.remove()
  expect(readdirSync(profile)).toEqual([])
})

test.each([0, 300_000, content.length - 1])('a disk that gives back another byte %i is noticed', (at) => {
  const spool = open()
  spool.write(content)
  const [name = ''] = readdirSync(profile)
  const path = join(profile, name)
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
  expect(() => [...spool.read()]).toThrow(expect.objectContaining({ code: 'profile.disk-failed' }))
})
