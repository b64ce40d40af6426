import { readFileSync } from 'node:fs'
import { isTyped, type Kind } from '../../../shared/definition/define'
import type { Json } from '../../../shared/json'
import { kinds } from '../../../shared/kinds'
import { withoutOutdated } from '../../../shared/records/states'
import type { Body } from '../../../shared/shapes'
import type { Laptop } from '../../support/desks/cli'
import {
  type Added,
  addStreet,
  type Exported,
  type Imported,
  type Story,
  type Street,
  startDistrict,
} from '../../support/desks/cli-story'
import {
  filledValue,
  inTypingOrder,
  namesOtherSide,
  shortPatch,
  type Targets,
  wordsFor,
} from '../../support/records/filled'
import { longestPath } from '../../support/records/workflow-path'

let story: Story
let street: Street
/** The last record of each kind, for others to point at. */
const made = new Map<string, string>()
const targets: Targets = (kind, levels) => {
  if (kind !== 'unit') return made.get(kind) ?? ''
  if (levels?.includes('village')) return street.villages[0] ?? ''
  return levels?.includes('street') ? street.unit : story.unit
}

beforeAll(async () => {
  story = await startDistrict()
  street = await addStreet(story, '云锦街道', '001', 'A')
})
afterAll(() => story.desk.clear())

interface Listed {
  readonly rows: readonly { readonly id: string }[]
}

test.each(inTypingOrder(kinds).map((kind) => [kind.label, kind] as const))(
  '%s is added, moved through its workflow and found from the command line',
  async (_, kind) => {
    if (namesOtherSide(kind)) await exchange()
    const laptop = kind.owner === 'district' ? story.district : street.laptop
    const patch = shortPatch(kind, targets)
    const added = await laptop.json<Added>(
      'record',
      'add',
      '--kind',
      kind.name,
      '--data',
      JSON.stringify(patch),
    )
    const [id = ''] = added.ids
    made.set(kind.name, id)
    let known: Body = patch
    for (const flow of kind.flows ?? [])
      for (const move of longestPath(flow)) {
        known = withoutOutdated(move, known)
        const needs = (move.needs ?? []).flatMap((key): [string, Json][] => {
          const field = kind.fields[key]
          return field && isTyped(kind, key) && known[key] === undefined && move.stamps?.[key] === undefined
            ? [[key, filledValue(key, field, targets)]]
            : []
        })
        const moved = await laptop.json<{ state: string }>(
          ...['record', 'move', '--id', id, '--flow', flow.field, '--move', move.name],
          ...['--data', JSON.stringify(Object.fromEntries(needs))],
          ...(move.reason ? ['--reason', '按审核意见'] : []),
        )
        expect(moved.state).toBe(move.to)
        known = { ...known, ...Object.fromEntries(needs) }
      }
    const words = wordsFor(kind, patch, added.numbers[0] ?? null)
    const search = words === '' ? [] : ['--search', words]
    const listed = await laptop.json<Listed>('record', 'list', '--kind', kind.name, ...search)
    expect(listed.rows.map((row) => row.id)).toContain(id)
  },
)

/** The text of the pages of some records, without what is the printing's own. */
async function printed(side: Laptop, name: string, own: readonly Kind[]): Promise<string> {
  const out = story.desk.path(`${name}.html`)
  const ids = own.flatMap((kind) => ['--id', made.get(kind.name) ?? ''])
  const written = await side.json('record', 'print', ...ids, '--format', 'html', '--out', out)
  expect(written).toMatchObject({ file: out, records: own.length })
  return readFileSync(out, 'utf8').replaceAll(/编号 [A-Z]*\d{6}/g, '')
}

/** Carries what each side has to the other. */
async function exchange(): Promise<void> {
  const { file } = await street.laptop.json<Exported>('export', '--to', story.stick)
  expect((await story.district.json<Imported>('import', file)).files[0]?.result).toBe('applied')
  const { file: reply } = await story.district.json<Exported>('export', '--to', story.stick)
  await street.laptop.json<Imported>('import', reply)
}

test('bundles carry all of them to the other side, where the same pages are printed as one job', async () => {
  await exchange()
  for (const owner of ['district', 'street'] as const) {
    const own = kinds.filter((kind) => kind.owner === owner)
    const here = await printed(story.district, `district-${owner}`, own)
    expect(await printed(street.laptop, `street-${owner}`, own)).toBe(here)
    for (const kind of own) expect(here).toContain(`${kind.label}记录表`)
  }
})
