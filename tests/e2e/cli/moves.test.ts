import type { Laptop } from '../../support/desks/cli'
import { type Added, addStreet, type Story, type Street, startDistrict } from '../../support/desks/cli-story'

let story: Story
let street: Street
let laptop: Laptop

beforeAll(async () => {
  story = await startDistrict()
  street = await addStreet(story, '云锦街道', '001', 'A')
  laptop = street.laptop
})
afterAll(() => story.desk.clear())

interface Shown {
  readonly body: Readonly<Record<string, unknown>> & {
    readonly demands?: readonly { readonly id: string }[]
  }
}
interface Chain {
  readonly entries: readonly {
    readonly record: string
    readonly kind: string
    readonly states: readonly { readonly label: string; readonly state: string }[]
    readonly from: { readonly record: string; readonly text: string | null } | null
  }[]
}

const add = async (kind: string, data: object): Promise<string> => {
  const added = await laptop.json<Added>('record', 'add', '--kind', kind, '--data', JSON.stringify(data))
  return added.ids[0] ?? ''
}
const move = (id: string, flow: string, name: string): readonly string[] => [
  ...['record', 'move', '--id', id, '--flow', flow, '--move', name],
]
const lead = (): object => ({
  date: '2026-11-03',
  unit: street.villages[0],
  source: 'visit',
  employer: '某建筑劳务公司',
  people: 12,
  amount: 3_190_000,
})

test('a lead goes its way step by step, and a step that lacks something is refused by the name of the field', async () => {
  const id = await add('wage-arrears-lead', lead())
  const { error } = await laptop.refused(...move(id, 'state', 'transfer'))
  expect(error).toMatchObject({ code: 'record.invalid', params: { problems: [{ field: 'handler' }] } })
  const moved = await laptop.json(...move(id, 'state', 'transfer'), '--data', '{"handler": "区劳动监察大队"}')
  expect(moved).toMatchObject({ id, state: 'transferred' })
  const { stdout } = await laptop.text(...move(id, 'state', 'verify'))
  expect(stdout).toContain('现在是“核处”')
  const again = await laptop.refused(...move(id, 'state', 'transfer'))
  expect(again.error.code).toBe('record.wrong-state')
})

test('a draft lacks what is not known yet, and is submitted with the rest', async () => {
  const { people, ...known } = { people: 12, ...lead() }
  const begun = await laptop.json<Added>(
    ...['record', 'add', '--kind', 'wage-arrears-lead', '--draft', '--data', JSON.stringify(known)],
  )
  const [id = ''] = begun.ids
  expect(begun.numbers[0]).toMatch(/^001-QX-2026-/)
  const { error } = await laptop.refused(...move(id, 'status', 'submit'))
  expect(error).toMatchObject({ code: 'record.invalid', params: { problems: [{ field: 'people' }] } })
  const moved = await laptop.json(...move(id, 'status', 'submit'), '--data', JSON.stringify({ people }))
  expect(moved).toMatchObject({ id, state: 'submitted' })
})

test('a review that sends a record back says why, and the reason stands in its history', async () => {
  const id = await add('wage-arrears-lead', lead())
  const { error } = await laptop.refused(...move(id, 'status', 'return'))
  expect(error).toMatchObject({ code: 'record.invalid', params: { problems: [{ field: 'reason' }] } })
  await laptop.json(...move(id, 'status', 'return'), '--reason', '金额与名单不符')
  const { stdout } = await laptop.text('record', 'history', '--id', id)
  expect(stdout).toContain('金额与名单不符')
})

test('a demand becomes a consultation that takes over who asked, and both stand in one chain', async () => {
  const session = await add('courtyard-session', {
    date: '2026-11-20',
    unit: street.villages[0],
    courtyard: '老槐树院坝',
    chair: '周永贵',
    speaker: '吴秀英',
    start: '15:00',
    households: 9,
    people: 21,
    agenda: '远离毒品',
    demands: [{ who: '郑家富', phone: '19900001234', what: '排水沟堵了', category: 'neighbours' }],
  })
  const shown = await laptop.json<Shown>('record', 'show', '--id', session)
  const row = shown.body.demands?.[0]?.id ?? ''
  const made = await laptop.json<{ id: string; number: string }>(
    ...['record', 'follow', '--id', session, '--row', row, '--kind', 'consultation'],
    ...[
      '--data',
      JSON.stringify({ date: '2026-11-21', channel: 'visit', answer: '已协调清淘', receivedBy: '周永贵' }),
    ],
  )
  expect(made.number).toMatch(/^001-ZX-2026-/)
  const { entries } = await laptop.json<Chain>('record', 'chain', '--id', made.id)
  expect(entries.map(({ record, kind }) => [record, kind])).toEqual([
    [session, 'courtyard-session'],
    [made.id, 'consultation'],
  ])
  expect(entries[1]?.from).toMatchObject({ record: session, text: expect.stringContaining('排水沟堵了') })
  expect((await laptop.text('record', 'chain', '--id', session)).stdout).toContain('法律咨询')
})

test('a record that can not follow another is refused', async () => {
  const id = await add('wage-arrears-lead', lead())
  const { error } = await laptop.refused(
    ...['record', 'follow', '--id', id, '--kind', 'consultation', '--data', '{}'],
  )
  expect(error.code).toBe('call.invalid')
})
