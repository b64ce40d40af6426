import { CLOCK_START } from '../../../shared/sync/hlc'
import { type Desk, openStreet, passphrase } from '../../support/desks/engine'
import { lawSize } from '../../support/laws/law-size'
import fc from '../../support/laws/property'

/**
 * Two offices whose people differ only in what masks hide. Whatever somebody asks who may not see that, and however the next
 * question follows from the answers, both answer alike: so no series of questions tells the two apart.
 */
const one = { who: '欧阳雪莲', phone: '13812345678', idNumber: '11010519491231002X' }
const other = { who: '欧春', phone: '13899995678', idNumber: '11022819560719002X' }
const roles = ['entry', 'read'] as const

const worlds: Desk[] = []
/** The same record has the same id in both. */
beforeAll(async () => {
  for (const person of [one, other]) {
    const desk = await openStreet(7)
    worlds.push(desk)
    const patch = {
      date: '2026-11-02',
      unit: desk.units.peach,
      channel: 'visit',
      category: 'wages',
      answer: '可以申请劳动仲裁',
      receivedBy: '王律师',
      ...person,
    }
    await desk.rpc.records.save({ kind: 'consultation', patch, operation: desk.operation() })
    const mediation = {
      date: '2026-11-02',
      unit: desk.units.plum,
      type: 'neighbours',
      applicant: person.who,
      phone: person.phone,
      respondent: '李四',
    }
    await desk.rpc.records.save({ kind: 'mediation', patch: mediation, operation: desk.operation() })
    for (const role of roles) await desk.rpc.users.add({ name: role, role, passphrase })
  }
})
afterAll(async () => {
  for (const desk of worlds) await desk.close()
})

/** Parts and pinyin of both people's values, and anything else. */
const part = (of: string) =>
  fc
    .tuple(fc.nat(of.length - 1), fc.integer({ min: 1, max: of.length }))
    .map(([from, length]) => of.slice(from, from + length))
const values = [...Object.values(one), ...Object.values(other), 'ouyangxuelian', 'ouchun', 'oyxl', 'oc']
const question = fc
  .array(
    fc.oneof(fc.constantFrom(...values).chain(part), fc.constantFrom(...values), fc.string({ maxLength: 4 })),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((parts) => parts.join(' '))

/**
 * A change's name ends in half a hash of its line, which rests on the whole hash of the line before. Whoever sees the name has
 * only half of that, and can not try values against it.
 */
const withoutNames = <T extends { readonly lastChange: string }>(rows: readonly T[]): unknown =>
  rows.map((row) => ({ ...row, lastChange: row.lastChange.slice(0, CLOCK_START.length) }))

async function answersTo({ rpc }: Desk, text: string): Promise<unknown> {
  const kinds = ['consultation', 'mediation'] as const
  const ofKinds = await Promise.all(
    kinds.map(async (kind) => {
      const filter = { text }
      const { rows } = await rpc.records.list({ kind, filter })
      const { options } = await rpc.records.options({ kind, text })
      return [
        withoutNames(rows),
        options,
        await rpc.records.count({ kind, filter }),
        await rpc.records.unreviewed({ kind, filter }),
      ]
    }),
  )
  return [await rpc.find.search({ text, limit: 50 }), ofKinds]
}

test.each(roles)(
  'no question of a person with the role %s tells more of a name, a telephone or an ID than its mask',
  async (role) => {
    for (const { rpc } of worlds) await rpc.session.unlock({ user: role, passphrase })
    await fc.assert(
      fc.asyncProperty(question, async (text) => {
        const [here, there] = await Promise.all(worlds.map((desk) => answersTo(desk, text)))
        expect(here).toEqual(there)
      }),
      { numRuns: lawSize(150) },
    )
  },
)

test('with the right the same questions tell them apart', async () => {
  for (const { rpc } of worlds) await rpc.session.unlock({ user: '李管理', passphrase })
  const [here, there] = await Promise.all(worlds.map((desk) => answersTo(desk, '雪莲')))
  expect(here).not.toEqual(there)
})
