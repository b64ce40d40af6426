import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc, { failedFolder } from '../../support/laws/property'

const kept = (): readonly string[] =>
  (existsSync(failedFolder) ? readdirSync(failedFolder) : []).filter((name) => name.startsWith('what-fails'))

test('what fails is kept, as small as it could be made', () => {
  try {
    expect(() => fc.assert(fc.property(fc.nat(), (n) => n < 1000))).toThrow()
    const [file = ''] = kept()
    expect(readFileSync(join(failedFolder, file), 'utf8')).toMatch(/seed \d+, path [\d:]+\n\[1000\]\n$/)
  } finally {
    for (const name of kept()) rmSync(join(failedFolder, name))
  }
})

test('what holds leaves nothing', () => {
  fc.assert(fc.property(fc.nat(), (n) => n >= 0))
  expect(kept()).toEqual([])
})
