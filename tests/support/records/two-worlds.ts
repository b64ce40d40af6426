import type { Kind } from '../../../shared/definition/define'
import type { CellFields, Field } from '../../../shared/definition/fields'
import type { Json } from '../../../shared/json'
import { kindOf, kinds } from '../../../shared/kinds'
import type { MaskName } from '../../../shared/privacy/masks'
import type { Body } from '../../../shared/shapes'
import { type Desk, openDistrict } from '../desks/engine'
import { filledPatch, inTypingOrder, type Targets } from './filled'
import { photo } from './pictures'

/** Values that a mask shows alike, one for each of two worlds. */
type Pair = readonly [string, string]

const bank: Pair = ['6222020200000001236', '6222020300011231236']
const byMask: Readonly<Record<MaskName, Pair>> = {
  name: ['欧阳雪莲', '欧春'],
  party: ['欧阳雪莲', '欧春'],
  phone: ['13812345678', '13899995678'],
  id: ['护照E1234578', '护照E9234578'],
  card: bank,
  address: ['桃花村三组五号', '桃花村七组十九号'],
  hidden: ['诸葛举报', '司马反映'],
}
const byFormat: Readonly<Record<string, Pair>> = {
  phone: byMask.phone,
  idNumber: ['11010519491231002X', '11022819560719002X'],
  bankCard: bank,
}

/** What a masked field hides in either world; `undefined` for one without a mask. */
export function hiddenIn(field: Pick<Field, 'mask'> & { readonly format?: string }): Pair | undefined {
  if (field.mask === undefined) return undefined
  return byFormat[field.format ?? ''] ?? byMask[field.mask]
}

/** Everything that is hidden in either world. */
export const everySecret: readonly string[] = [
  ...new Set([...Object.values(byMask), ...Object.values(byFormat)].flat()),
]

/** Two districts with the same records under the same ids, which differ in what masks hide. */
export interface TwoWorlds {
  readonly desks: readonly [Desk, Desk]
  /** Every record, with its kind. */
  readonly records: ReadonlyMap<string, string>
  readonly targets: Targets
}

const unused = '01900000-0000-7000-8000-00000000dead'

export async function twoWorlds(seed: number): Promise<TwoWorlds> {
  const desks = [await openDistrict(seed), await openDistrict(seed)] as const
  const { units } = desks[0]
  const ids = new Map([['unit', units.peach]])
  const records = new Map([[units.peach, 'unit']])
  const targets: Targets = (kind, levels) => {
    if (kind !== 'unit') return ids.get(kind) ?? unused
    return levels === undefined || levels.includes('village') ? units.peach : units.east
  }
  for (const kind of order()) {
    const isOwn = Object.values<Field>(kind.fields).some(
      (field) => field.type === 'ref' && field.to === kind.name,
    )
    // The second is what somebody guesses: it says in both what is hidden in the first of one of them.
    for (const guessed of kind.duplicates ? [false, true] : [false]) {
      const patch = filledPatch(kind, targets, isOwn ? 'required' : 'all')
      const [here, there] = [
        await saved(desks[0], kind, patch, 0),
        await saved(desks[1], kind, patch, guessed ? 0 : 1),
      ]
      if (here !== there) throw new RangeError('a record has one id in both worlds')
      if (!guessed) ids.set(kind.name, here)
      records.set(here, kind.name)
      if (kind.name === 'mediation') for (const desk of desks) await withPhoto(desk, here)
    }
  }
  return { desks, records, targets }
}

async function withPhoto({ rpc, operation }: Desk, record: string): Promise<void> {
  const bytes = Buffer.from(photo()).toString('base64')
  await rpc.attachments.add({ record, source: { bytes, name: '照片.jpg' }, operation: operation() })
}

const first = [
  'monthly-theme',
  'team',
  'activity',
  'adviser',
  'subsidy-rate',
  'mediation-committee',
  'indicator',
]
const last = ['frozen-report']

function order(): readonly Kind[] {
  const others = inTypingOrder(kinds).filter(({ name }) => !['unit', ...first, ...last].includes(name))
  return [...first.map(kindOf), ...others]
}

async function saved(desk: Desk, kind: Kind, patch: Body, world: 0 | 1): Promise<string> {
  const whole = withSecrets(kind, patch, world)
  return (await desk.rpc.records.save({ kind: kind.name, patch: whole, operation: desk.operation() })).id
}

/** A patch with what is hidden in a world in every masked field of it. */
export function withSecrets(kind: Kind, patch: Body, world: 0 | 1): Body {
  return inFields(kind.fields, patch, (field, value) => hiddenIn(field)?.[world] ?? value)
}

/** A body with each value of a known field as `of` has it, inside rows too. */
export function inFields(
  fields: CellFields | Kind['fields'],
  body: Body,
  of: (field: Field, value: Json) => Json,
): Body {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]): [string, Json] => {
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined
      if (field === undefined) return [key, value]
      if (field.type !== 'rows' || !Array.isArray(value)) return [key, of(field, value)]
      return [key, value.map((row: Json) => inFields(field.of, row as Body, of) as Json)]
    }),
  )
}
