import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Computer, refusal } from '../../support/desks/engine'
import { copyFiles, deskAt, putBack } from '../../support/desks/engine-desks'
import { meet, type Pair, pair, session } from '../../support/desks/pair'
import fc from '../../support/laws/property'

let story: Pair
beforeEach(async () => {
  story = await pair()
})
afterEach(() => story.close())

const totalAt = async (at: Computer) => (await at.rpc.records.count({ kind: 'courtyard-session' })).total

/** Imports files of the stick in this order. */
const takeAll = (at: Computer, files: readonly string[]) =>
  at.rpc.sync.importBundles({ files: files.map((file) => at.engine.grant(join(story.stick, file))) })

const previewAll = (at: Computer, files: readonly string[]) =>
  at.rpc.sync.preview({ files: files.map((file) => at.engine.grant(join(story.stick, file))) })

/** The same files in an order that is the same for the same seed. */
function mixed(files: readonly string[], seed: number): string[] {
  const order = fc.sample(fc.shuffledSubarray([...files], { minLength: files.length }), { seed, numRuns: 1 })
  return order[0] ?? []
}

const onStick = (file: string): string => join(story.stick, file)

test.each([1, 2, 3])(
  'of thirty files in any order each is told by itself, and bad ones stop none of the others (order %i)',
  async (seed) => {
    const { a, b, far, district, units } = story
    for (const laptop of [a, b, far]) await meet(district, laptop)
    const foreign = (await district.send('西街街道A')).file
    const good: string[] = []
    for (let round = 0; round < 8; round += 1)
      for (const [laptop, village] of [
        [a, units.peach],
        [b, units.plum],
        [far, units.remote],
      ] as const) {
        await laptop.save('courtyard-session', session(village))
        good.push((await laptop.send()).file)
      }
    const [first = ''] = good
    copyFileSync(onStick(first), onStick('again.ybb'))
    copyFileSync(onStick(first), onStick('cut-off.ybb'))
    truncateSync(onStick('cut-off.ybb'), readFileSync(onStick(first)).length - 40)
    writeFileSync(onStick('empty.ybb'), '')
    writeFileSync(onStick('letter.ybb'), 'a letter')
    copyFileSync(onStick(foreign), onStick('foreign.ybb'))
    const bad = {
      'cut-off.ybb': 'bundle.damaged',
      'empty.ybb': 'bundle.empty',
      'letter.ybb': 'bundle.not-a-bundle',
      'foreign.ybb': 'bundle.wrong-recipient',
      'none.ybb': 'file.unreadable',
    }
    const chosen = mixed([...good, 'again.ybb', ...Object.keys(bad)], seed)
    expect(chosen).toHaveLength(30)
    const seen = await previewAll(district, chosen)
    expect(seen.files).toHaveLength(25)
    expect(await totalAt(district)).toBe(0)
    const { files, refused } = await takeAll(district, chosen)
    expect(Object.fromEntries(refused.map(({ file, code }) => [file, code]))).toEqual(bad)
    expect(Object.fromEntries(seen.refused.map(({ file, code }) => [file, code]))).toEqual(bad)
    expect(files.filter(({ result }) => result === 'applied')).toHaveLength(24)
    expect(files.filter(({ result }) => result === 'nothing-new')).toHaveLength(1)
    expect(await totalAt(district)).toBe(24)
    const { entries } = await district.rpc.sync.log({ limit: 30 })
    const logged = entries.filter(({ direction }) => direction === 'import')
    expect(logged).toHaveLength(30)
    expect(logged.filter(({ result }) => result !== 'ok').map(({ result }) => result)).toHaveLength(5)
    expect((await district.rpc.safety.verify({})).ok).toBe(true)
  },
)

test('a file that only another file makes fit is taken after that one, whichever was chosen first', async () => {
  const { a, b, district, units } = story
  await district.take((await a.send()).file, (await b.send()).file)
  await district.save('unit', { parent: units.east }, units.remote)
  await b.take((await district.send('东街街道B')).file)
  const fromDistrict = (await district.send('东街街道A')).file
  const desk = deskAt(a)
  await copyFiles(desk)
  await a.take(fromDistrict)
  await b.take((await a.send('东街街道B')).file)
  // What laptop B leaves out, because A holds it, A has lost.
  if (desk.copy) await putBack(desk, desk.copy)
  await b.save('courtyard-session', session(units.remote))
  const fromB = (await b.send('东街街道A')).file
  // With the file A has lost that B belongs here, too.
  expect(await refusal(takeAll(a, [fromB]))).toMatchObject({ code: 'bundle.unknown-sender' })
  const { files, refused } = await takeAll(a, [fromB, fromDistrict])
  expect(refused).toEqual([])
  expect(files.map(({ from }) => from)).toEqual(['示范区', '东街街道B'])
  const { entries } = await a.rpc.sync.log({ limit: 3 })
  expect(entries.map(({ result }) => result)).toEqual(['ok', 'ok', 'bundle.unknown-sender'])
})

test('a file that carries what another one begins waits for that one', async () => {
  const { a, b, district, units } = story
  await district.take((await a.send()).file, (await b.send()).file)
  for (const laptop of [a, b])
    await laptop.take((await district.send(laptop === a ? '东街街道A' : '东街街道B')).file)
  await a.save('courtyard-session', session(units.peach))
  const first = (await a.send()).file
  await b.take((await a.send('东街街道B')).file)
  await a.save('courtyard-session', session(units.plum))
  await b.take((await a.send('东街街道B')).file)
  const carried = (await b.send()).file
  const { files, refused } = await takeAll(district, [carried, first])
  expect(refused).toEqual([])
  expect(files.map(({ result }) => result)).not.toContain('partial')
  expect(await totalAt(district)).toBe(2)
})

test('what is not the fault of a file stops a pile, and a file that came alone is refused by the call', async () => {
  const { a, district, units } = story
  await a.save('courtyard-session', session(units.peach))
  const { file } = await a.send()
  truncateSync(onStick(file), 300)
  expect(await refusal(takeAll(district, [file]))).toMatchObject({ code: 'bundle.damaged' })
  await a.rpc.session.lock({})
  expect(await refusal(takeAll(a, [file, file]))).toMatchObject({ code: 'session.locked' })
})

test('a file that deletes most of what there is waits for a person, whatever else lies in the pile', async () => {
  const { a, b, district, units } = story
  const ids: string[] = []
  for (let count = 0; count < 24; count += 1)
    ids.push(await a.save('courtyard-session', session(units.peach)))
  await district.take((await a.send()).file)
  for (const id of ids) await a.rpc.records.delete({ id, operation: a.operation() })
  for (let count = 0; count < 30; count += 1) await b.save('courtyard-session', session(units.plum))
  const { refused } = await takeAll(district, [(await a.send()).file, (await b.send()).file])
  expect(refused).toMatchObject([{ code: 'bundle.mass-delete', params: { deleted: 24, before: 24 } }])
  expect(await totalAt(district)).toBe(54)
})
