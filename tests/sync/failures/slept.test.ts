import { createEngine } from '../../../electron/engine/create-engine'
import { createRpc } from '../../../shared/contract/rpc'
import {
  fixedClock,
  kdfCost,
  keptLog,
  passphrase,
  refusal,
  seededRandom,
  user,
} from '../../support/desks/engine'
import { meet, type Pair, pair, session } from '../../support/desks/pair'

const HOUR = 3_600_000
const SESSIONS = 1500

let story: Pair
let bundle: string
beforeEach(async () => {
  story = await pair()
  await meet(story.district, story.a)
  const { a, units } = story
  const patches = Array.from({ length: SESSIONS }, (_, people) => session(units.peach, { people }))
  await a.rpc.records.addMany({ kind: 'courtyard-session', patches, operation: a.operation() })
  bundle = (await a.send()).file
})
afterEach(() => story.close())

test.each([
  ['sleeps for eight hours', 8 * HOUR],
  ['sleeps for ten days', 240 * HOUR],
  ['has its clock set back by a day', -24 * HOUR],
  ['has its clock set back by a year', -365 * 24 * HOUR],
])(
  'a computer that %s in the middle of an import takes all of it, and is still the only one',
  async (_, by) => {
    const { district, units } = story
    const seen: number[] = []
    const stop = district.engine.on('progress', ({ task, done, total }) => {
      if (task !== 'import') return
      seen.push(done / total)
      // Once in the second half, where the changes are written; the screen asks for something meanwhile and later.
      if (seen.filter((part) => part > 0.5).length === 1) district.clock.time += by
    })
    const [taken] = await district.take(bundle)
    stop()
    expect(taken?.result).toBe('applied')
    expect(seen.filter((part) => part > 0.5).length).toBeGreaterThan(1)
    expect(seen).toEqual(seen.toSorted((one, other) => one - other))
    expect((await district.rpc.records.count({ kind: 'courtyard-session' })).total).toBe(SESSIONS)

    // Whoever was signed in is; nobody else got the profile meanwhile.
    await district.save('courtyard-session', session(units.plum))
    const second = createEngine({
      checksAnswers: true,
      profile: district.profile,
      appVersion: '0.0.0',
      clock: fixedClock(),
      random: seededRandom(7),
      log: keptLog(),
      kdfCost,
    })
    const { code } = await refusal(createRpc(second.call).session.unlock({ user, passphrase }))
    expect(code).toBe('profile.in-use')
    await second.close()

    const { ok, checks } = await district.rpc.safety.verify({})
    expect({ ok, wrong: checks.filter((check) => !check.ok) }).toEqual({ ok: true, wrong: [] })
    // What is written by that clock goes out and comes back.
    const { file } = await district.send('东街街道A')
    expect((await story.a.take(file))[0]?.result).toBe('applied')
  },
)
