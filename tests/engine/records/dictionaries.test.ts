import { join } from 'node:path'
import { openForWriting } from '../../../electron/engine/db/open'
import { dictionaries } from '../../../shared/dictionaries'
import type { Json } from '../../../shared/json'
import { type Desk, openDistrict, openStreet, passphrase, refusal, user } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'

let desk: Desk
beforeEach(async () => {
  desk = await openDistrict()
})
afterEach(() => desk.close())

async function save(kind: string, patch: Record<string, Json>, id?: string): Promise<string> {
  const operation = desk.operation()
  return (await desk.rpc.records.save({ kind, patch, operation, ...(id !== undefined && { id }) })).id
}

const word = (over: Record<string, Json> = {}): Promise<string> =>
  save('dictionary-entry', { dictionary: 'topic', value: 'gas', label: '燃气安全', ...over })

const activity = (over: Record<string, Json> = {}, id?: string): Promise<string> =>
  id === undefined
    ? save('activity', {
        date: '2026-11-03',
        unit: desk.units.peach,
        theme: '法治宣传',
        form: 'lecture',
        place: '村委会',
        organiser: '东街街道',
        attendance: 40,
        ...over,
      })
    : save('activity', over, id)

const problemsOf = async (work: Promise<unknown>): Promise<unknown> => (await refusal(work)).params.problems

test('a word of the district is taken, shown and found by its name, by pinyin and by filters', async () => {
  expect(await problemsOf(activity({ topics: ['gas'] }))).toEqual([
    { field: 'topics', reason: 'choice.unknown', params: { value: 'gas' } },
  ])
  await word()
  await word({ dictionary: 'activityForm', value: 'bigScreen', label: '广场大屏' })
  const id = await activity({ topics: ['minors', 'gas'], form: 'bigScreen' })
  const other = await activity({ topics: ['minors'] })
  const found = async (filter: object): Promise<string[]> =>
    (await desk.rpc.records.list({ kind: 'activity', filter, limit: 10 })).rows.map((row) => row.id)
  for (const text of ['燃气', '燃气安全', 'ranqi', 'rqaq', '广场大屏 燃气'])
    expect([text, await found({ text })]).toEqual([text, [id]])
  expect(await found({ text: '未成年人' })).toEqual(expect.arrayContaining([id, other]))
  expect(await found({ where: { form: 'bigScreen' } })).toEqual([id])
  const { entries } = await desk.rpc.records.history({ id })
  const texts = entries.flatMap(({ fields }) => fields.map(({ newText }) => newText))
  expect(texts).toEqual(expect.arrayContaining(['未成年人保护、燃气安全', '广场大屏']))
})

test("titles say the district's words too", async () => {
  await word({ dictionary: 'dispute', value: 'fishPond', label: '鱼塘承包' })
  const patch = { date: '2026-11-03', unit: desk.units.peach, type: 'fishPond' }
  const { title } = await desk.rpc.records.get({ id: await save('mediation', patch) })
  expect(title).toBe('2026-11-03 鱼塘承包纠纷')
})

test('a renamed word is found by its new name at once, without the records being written or indexed again', async () => {
  const entry = await word()
  const id = await activity({ topics: ['gas'] })
  const before = await desk.rpc.records.get({ id })
  await save('dictionary-entry', { label: '瓶装液化气安全' }, entry)
  const count = async (text: string): Promise<number> =>
    (await desk.rpc.records.count({ kind: 'activity', filter: { text } })).total
  expect([await count('液化气'), await count('yehuaqi'), await count('燃气')]).toEqual([1, 1, 0])
  expect((await desk.rpc.records.get({ id })).lastChange).toBe(before.lastChange)
})

test('a retired word can not be chosen any more, but a record that holds it keeps it through edits', async () => {
  const entry = await word()
  const id = await activity({ topics: ['gas'] })
  await save('dictionary-entry', { retired: true }, entry)
  expect(await problemsOf(activity({ topics: ['gas'] }))).toMatchObject([{ reason: 'choice.unknown' }])
  await activity({ attendance: 41 }, id)
  await activity({ topics: ['fire', 'gas'] }, id)
  expect((await desk.rpc.records.get({ id })).body).toMatchObject({ attendance: 41, topics: ['fire', 'gas'] })
  const { words } = await desk.rpc.records.words({})
  expect(words).toEqual({ topic: [{ value: 'gas', label: '燃气安全', retired: true }] })
})

test('a word inside a row is checked like any other, and may stay when its entry is gone', async () => {
  const session = {
    date: '2026-11-03',
    unit: desk.units.peach,
    courtyard: '解家院子',
    chair: '王主持',
    speaker: '赵主讲',
    start: '09:30',
    households: 20,
    people: 45,
    agenda: '根治欠薪',
  }
  const demands = [{ who: '张三', what: '鱼塘', category: 'fishPond' }]
  expect(await problemsOf(save('courtyard-session', { ...session, demands }))).toMatchObject([
    { field: 'demands/0/category', reason: 'choice.unknown' },
  ])
  const entry = await word({ dictionary: 'demand', value: 'fishPond', label: '鱼塘承包' })
  const id = await save('courtyard-session', { ...session, demands })
  await desk.rpc.records.delete({ id: entry, operation: desk.operation() })
  const { body } = await desk.rpc.records.get({ id })
  const [row] = body.demands as { id: string }[]
  await save(
    'courtyard-session',
    { demands: [{ id: row?.id ?? '', category: 'fishPond', what: '两亩鱼塘' }] },
    id,
  )
  expect((await desk.rpc.records.get({ id })).body.demands).toMatchObject([{ what: '两亩鱼塘' }])
})

test('a follow-up takes over a category of the district where both dictionaries have it', async () => {
  await word({ dictionary: 'demand', value: 'fishPond', label: '鱼塘承包' })
  await word({ dictionary: 'consultation', value: 'fishPond', label: '鱼塘承包' })
  const id = await save('courtyard-session', {
    date: '2026-11-03',
    unit: desk.units.peach,
    courtyard: '解家院子',
    chair: '王主持',
    speaker: '赵主讲',
    start: '09:30',
    households: 20,
    people: 45,
    agenda: '根治欠薪',
    demands: [{ who: '张三', what: '鱼塘', category: 'fishPond' }],
  })
  const { body } = await desk.rpc.records.get({ id })
  const [row] = body.demands as { id: string }[]
  const made = await desk.rpc.records.follow({ id, row: row?.id ?? '', kind: 'consultation' })
  expect(made.body.category).toBe('fishPond')
})

describe("a word's code and name", () => {
  test('do not collide with the words of every district', async () => {
    expect(await problemsOf(word({ value: 'minors' }))).toEqual([
      { field: 'value', reason: 'dictionary.built-in', params: { word: dictionaries.topic.options.minors } },
    ])
    expect(await problemsOf(word({ label: '反诈' }))).toMatchObject([{ field: 'label' }])
  })

  test('do not collide with another entry of the same dictionary, also within one batch', async () => {
    const id = await word()
    expect(await problemsOf(word({ label: '另一个' }))).toEqual([
      { field: 'value', reason: 'value.taken', params: { kind: '字典项' } },
    ])
    expect(await problemsOf(word({ value: 'other2' }))).toMatchObject([
      { field: 'label', reason: 'value.taken' },
    ])
    await word({ dictionary: 'law' })
    await save('dictionary-entry', { order: 3, value: 'gas' }, id)
    const patches = ['一', '二'].map((label) => ({ dictionary: 'audience', value: 'same', label }))
    const work = desk.rpc.records.addMany({ kind: 'dictionary-entry', patches, operation: desk.operation() })
    expect(await problemsOf(work)).toMatchObject([{ field: '1/value', reason: 'value.taken' }])
  })

  test('a code is letters and digits', async () => {
    expect(await problemsOf(word({ value: '燃气' }))).toEqual([{ field: 'value', reason: 'dictionary.code' }])
  })

  test("are the district's: a street does not write them", async () => {
    const street = await openStreet()
    const patch = { dictionary: 'topic', value: 'gas', label: '燃气安全' }
    const work = street.rpc.records.save({ kind: 'dictionary-entry', patch, operation: street.operation() })
    expect((await refusal(work)).code).toBe('record.wrong-owner')
    await street.close()
  })
})

test('a search index from before is made anew at the next start', async () => {
  await word()
  const id = await activity({ topics: ['gas'] })
  desk = await desk.reopen()
  const db = openForWriting(join(desk.profile, 'profile.db'), await dataKeyOf(desk.profile))
  db.prepare('DELETE FROM search').run()
  db.prepare(`DELETE FROM meta WHERE key = 'searchForms'`).run()
  db.close()
  await desk.rpc.session.unlock({ user, passphrase })
  const { rows } = await desk.rpc.records.list({ kind: 'activity', filter: { text: '燃气' }, limit: 5 })
  expect(rows.map((row) => row.id)).toEqual([id])
})
