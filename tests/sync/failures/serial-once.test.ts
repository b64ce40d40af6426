import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openBundle } from '../../support/bundles/bundles'
import { passphrase, user } from '../../support/desks/engine'
import { type Pair, pair, session } from '../../support/desks/pair'
import { withPowerCut } from '../../support/faults/power-cut'

let story: Pair
beforeEach(async () => {
  story = await pair()
})
afterEach(() => story.close())

test('no two files of a sender have one number, whenever the power fails while one is written', async () => {
  const { a, stick, units, recoveryKey } = story
  await a.save('courtyard-session', session(units.peach))
  let cuts = 0
  for (let moment = 1; moment <= 12; moment += 1)
    if (await withPowerCut(a, moment, () => a.send(), { user, passphrase }, stick)) cuts += 1
  expect(cuts).toBeGreaterThan(3)
  await a.send()
  const files = readdirSync(stick).filter((name) => name.endsWith('.ybb'))
  const serials = await Promise.all(
    files.map(async (file) => (await openBundle(join(stick, file), recoveryKey)).manifest.serial),
  )
  expect(serials.length).toBeGreaterThan(1)
  expect(new Set(serials).size).toBe(serials.length)
})
