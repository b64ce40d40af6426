import { join } from 'node:path'
import { RpcError } from '../../../shared/contract/rpc'
import { backUp, copyAside, putBack, restoreFrom } from '../../support/desks/copies'
import type { Computer } from '../../support/desks/engine'
import { refusal } from '../../support/desks/engine'
import { siteKeyOf } from '../../support/desks/own-keys'
import { type Pair, pair, session } from '../../support/desks/pair'

let story: Pair
/** Every site that a computer was, the present last. */
let selves: Map<Computer, string[]>
beforeEach(async () => {
  story = await pair()
  selves = new Map()
  await round()
})
afterEach(() => story.close())

async function selfOf(computer: Computer): Promise<readonly string[]> {
  const known = selves.get(computer) ?? []
  const { id } = await siteKeyOf(computer)
  if (!known.includes(id)) known.push(id)
  selves.set(computer, known)
  return known
}

/** One hands in at the other, again after it learned that it is an old copy. @returns what came of it, or why it was refused */
async function handIn(from: Computer, to: Computer): Promise<string> {
  const { sites } = await from.rpc.sites.list({})
  const living = sites.filter(({ revokedAt }) => revokedAt === null).map(({ site }) => site)
  const peer = (await selfOf(to)).findLast((self) => living.includes(self))
  if (peer === undefined) return 'not known'
  const { file } = await from.send(peer)
  const attempt = async (): Promise<string> => {
    try {
      return (await to.take(file))[0]?.result ?? ''
    } catch (error) {
      if (error instanceof RpcError) return error.body.code
      throw error
    }
  }
  const first = await attempt()
  return first === 'profile.rewound' ? attempt() : first
}

/** Everybody visits the district and is given its answer; neighbours exchange as well, when they are told to. @returns what came of each */
async function round(isDirect = false): Promise<readonly string[]> {
  const { a, b, far, district } = story
  const came: string[] = []
  for (const laptop of [a, b, far]) came.push(await handIn(laptop, district))
  for (const laptop of [a, b, far]) came.push(await handIn(district, laptop))
  if (isDirect) came.push(await handIn(b, a), await handIn(a, b))
  return came
}

async function shown({ rpc }: Computer): Promise<Record<string, unknown>> {
  const { rows } = await rpc.records.list({ kind: 'courtyard-session', limit: 1000 })
  return Object.fromEntries(rows.map(({ id, body, conflicts }) => [id, { body, conflicts }]))
}

async function expectAgreed(computers: readonly Computer[], ids: readonly string[]): Promise<void> {
  for (const computer of computers) {
    expect(Object.keys(await shown(computer)).sort()).toEqual([...ids].sort())
    expect(await shown(computer)).toEqual(await shown(story.district))
    expect((await computer.rpc.safety.verify({})).checks.filter(({ ok }) => !ok)).toEqual([])
  }
}

const some = async (at: Computer, unit: string, count: number): Promise<string[]> => {
  const ids: string[] = []
  for (let n = 0; n < count; n += 1) ids.push(await at.save('courtyard-session', session(unit)))
  return ids
}

const wentWell = ['applied', 'nothing-new']

/** All visit each other until everything is where it belongs. */
async function expectHealed(ids: readonly string[], rounds = 4, isDirect = false): Promise<void> {
  const { a, b, district } = story
  for (let time = 1; time < rounds; time += 1) await round(isDirect)
  expect((await round(isDirect)).filter((came) => !wentWell.includes(came))).toEqual([])
  await expectAgreed([a, b, district], ids)
}

test.each([
  [1, 2],
  [2, 1],
  [2, 2],
])(
  'a laptop put back unnoticed: its district has %i changes of the one history, its neighbour %i of the other, and all agree in the end',
  async (one, other) => {
    const { a, b, district, units } = story
    const ids = await some(a, units.peach, 1)
    await round()
    await putBack(a, async () => {
      ids.push(...(await some(a, units.plum, one)))
      expect(await handIn(a, district)).toBe('applied')
    })
    ids.push(...(await some(a, units.plum, other)))
    expect(await handIn(a, b)).toBe('applied')
    // The receipt of the second history comes back before anybody tells of the first.
    expect(await handIn(b, a)).toBe('applied')
    await b.save('courtyard-session', { people: 60 }, ids.at(-1))
    await expectHealed(ids)
    expect(await a.body(ids.at(-1) ?? '')).toMatchObject({ people: 60 })
  },
)

test('a district put back unnoticed: two laptops have two histories of it, and all agree in the end', async () => {
  const { a, b, district, units } = story
  const ids = await some(a, units.peach, 2)
  const [first = '', second = ''] = ids
  await round()
  await putBack(district, async () => {
    await district.save('courtyard-session', { people: 50 }, first)
    await district.save('courtyard-session', { people: 51 }, first)
    expect(await handIn(district, a)).toBe('applied')
  })
  for (const households of [30, 31, 32]) await district.save('courtyard-session', { households }, second)
  expect(await handIn(district, b)).toBe('applied')
  expect(await handIn(b, district)).toBe('applied')
  await b.save('courtyard-session', { leaflets: 7 }, second)
  await expectHealed(ids)
  expect(await b.body(first)).toMatchObject({ people: 51 })
  expect(await b.body(second)).toMatchObject({ households: 32, leaflets: 7 })
})

test('a laptop put back twice: its district, its neighbour and its own disk have three histories, and all agree in the end', async () => {
  const { a, b, district, units } = story
  const ids = await some(a, units.peach, 1)
  await round()
  const again = await copyAside(a)
  const andAgain = await copyAside(a)
  ids.push(...(await some(a, units.plum, 1)))
  expect(await handIn(a, district)).toBe('applied')
  await again()
  ids.push(...(await some(a, units.plum, 2)))
  expect(await handIn(a, b)).toBe('applied')
  await andAgain()
  ids.push(...(await some(a, units.plum, 3)))
  await expectHealed(ids, 4, true)
})

test('a stolen laptop had been put back: what only a neighbour has of its other history the district lets in when a person has asked', async () => {
  const { a, b, district, units } = story
  const ids = await some(b, units.peach, 1)
  await round(true)
  await putBack(b, async () => {
    ids.push(...(await some(b, units.plum, 2)))
    expect(await handIn(b, a)).toBe('applied')
  })
  ids.push(...(await some(b, units.plum, 3)))
  expect(await handIn(b, district)).toBe('applied')
  const lost = (await siteKeyOf(b)).id
  await district.rpc.sites.revoke({ site: lost, reason: '电脑被盗，已报案' })
  for (let time = 0; time < 2; time += 1) {
    await handIn(district, a)
    await handIn(a, district)
  }
  expect(Object.keys(await shown(district))).toHaveLength(4)
  expect(await shown(a)).toEqual(await shown(district))
  expect(await district.rpc.sites.letIn({ site: lost })).toMatchObject({ changes: 2 })
  expect(await handIn(district, a)).toBe('applied')
  expect(await handIn(a, district)).toBe('applied')
  await expectAgreed([a, district], ids)
})

test('a laptop put back to what it was before it got a new name learns that from a file for its old name, and everything comes in once a person has asked', async () => {
  const { a, b, district, stick, units } = story
  const ids = await some(a, units.peach, 1)
  await round()
  const back = await copyAside(a)
  const backAgain = await copyAside(a)
  ids.push(...(await some(a, units.plum, 1)))
  await handIn(a, district)
  await back()
  ids.push(...(await some(a, units.plum, 2)))
  await expectHealed(ids)
  const old = await siteKeyOf(a)
  await backAgain()
  const { id, letter } = await siteKeyOf(a)
  expect([id === old.id, letter]).toEqual([false, 'A'])
  ids.push(...(await some(a, units.plum, 3)))
  const accepted = async (file: string) => {
    const files = [district.engine.grant(join(stick, file))]
    return (await district.rpc.sync.importBundles({ files, acceptClosed: true })).files[0]
  }
  const sent = (await a.send()).file
  expect((await refusal(district.take(sent))).code).toBe('bundle.revoked-sender')
  expect(await accepted(sent)).toMatchObject({ new: 3, leftOut: [] })
  expect((await refusal(a.take((await district.send(`东街街道${old.letter}`)).file))).code).toBe(
    'bundle.wrong-recipient',
  )
  const told = await district.send('东街街道A')
  expect(told).toMatchObject({ peerSite: id, changes: 0, blobs: 0 })
  expect((await refusal(a.take(told.file))).code).toBe('profile.rewound')
  await a.take(told.file)
  const again = (await a.send()).file
  expect((await refusal(district.take(again))).code).toBe('bundle.revoked-sender')
  expect(await accepted(again)).toMatchObject({ new: 0, leftOut: [] })
  await expectHealed(ids)
  expect((await b.rpc.records.count({ kind: 'courtyard-session' })).total).toBe(7)
})

test('a computer that goes on although another was restored from its backup takes a new name when it is told, and nothing of it is lost', async () => {
  const { a, b, district, stick, units } = story
  const ids = await some(a, units.peach, 2)
  await round()
  const moved = await restoreFrom(await backUp(a, stick), stick, 'moved')
  try {
    expect((await district.take((await moved.send()).file))[0]).toMatchObject({ result: 'applied' })
    ids.push(...(await some(a, units.plum, 2)))
    const told = await district.send('东街街道A')
    expect((await refusal(a.take(told.file))).code).toBe('profile.rewound')
    await a.take(told.file)
    const files = [district.engine.grant(join(stick, (await a.send()).file))]
    const { files: came } = await district.rpc.sync.importBundles({ files, acceptClosed: true })
    expect(came[0]).toMatchObject({ new: 2, leftOut: [] })
    expect(await handIn(district, b)).toBe('applied')
    await expectAgreed([a, b, district], ids)
  } finally {
    await moved.engine.close()
  }
})
