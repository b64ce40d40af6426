import { canonicalJson, type Json } from '../../../shared/json'
import type { Flat } from '../../../shared/shapes'
import type { Sql } from '../store/store'
import type { Seal } from './seal'
import { isSecret, SEALED } from './secrets'

type Row = Readonly<Record<string, unknown>>
type Values = Readonly<Record<string, Json>>

/** A change whose salt is sealed with its values has this in its place: null would say that they are erased. */
const SALT_WITHIN = ''

const nothing: Values = {}

function parted(kind: string, values: Values): { readonly plain: Values; readonly secret: Values } {
  const entries = Object.entries(values)
  // Most records have nothing to hide.
  if (!entries.some(([key, value]) => isSecret(kind, key, value))) return { plain: values, secret: nothing }
  const [plain, secret]: [string, Json][][] = [[], []]
  for (const entry of entries) (isSecret(kind, ...entry) ? secret : plain)?.push(entry)
  return { plain: Object.fromEntries(plain ?? []), secret: Object.fromEntries(secret ?? []) }
}

const isNone = (values: Values): boolean => Object.keys(values).length === 0

/** The body of a record as the database holds it. @param text JSON of a `Flat` */
export function sealedBody(seal: Seal, kind: string, text: string): string {
  const { plain, secret } = parted(kind, JSON.parse(text) as Flat)
  return isNone(secret) ? text : JSON.stringify({ ...plain, [SEALED]: seal.close(JSON.stringify(secret)) })
}

type Heads = Values & { readonly many?: Values; readonly typed?: Values }

/** Its heads: of a key in conflict they hold every value. @param text JSON as a row of `records` has it */
export function sealedHeads(seal: Seal, kind: string, text: string): string {
  if (!/"(?:many|typed|\$sealed)"/.test(text)) return text
  const { many, typed, [SEALED]: odd, ...rest } = JSON.parse(text) as Heads
  const [ofMany, ofTyped] = [many ?? {}, typed ?? {}].map((values) => parted(kind, values))
  const secret = {
    ...(odd !== undefined && { [SEALED]: odd }),
    ...(ofMany && !isNone(ofMany.secret) && { many: ofMany.secret }),
    ...(ofTyped && !isNone(ofTyped.secret) && { typed: ofTyped.secret }),
  }
  if (isNone(secret)) return text
  return JSON.stringify({
    ...rest,
    ...(many && { many: ofMany?.plain }),
    ...(typed && { typed: ofTyped?.plain }),
    [SEALED]: seal.close(JSON.stringify(secret)),
  })
}

/** A row of `records`, of `waiting_records` or of `changes` as the database holds it; any other row as it is. */
export function sealedRow(seal: Seal, table: string, row: Row): Row {
  const kind = String(row.kind)
  if (table === 'records')
    return {
      ...row,
      body: sealedBody(seal, kind, String(row.body)),
      heads: sealedHeads(seal, kind, String(row.heads)),
    }
  // Nobody asks anything of what waits until a version comes that knows its kind.
  if (table === 'waiting_records')
    return { ...row, body: wholeSealed(seal, row.body), heads: wholeSealed(seal, row.heads) }
  return table === 'changes' ? { ...row, ...sealedChange(seal, kind, row) } : row
}

const wholeSealed = (seal: Seal, text: unknown): string =>
  JSON.stringify({ [SEALED]: seal.close(String(text)) })

/** The values that are secret, and with them the salt: who had it could try values until the change's hash fits. */
function sealedChange(seal: Seal, kind: string, { fields, salt }: Row): Pick<Row, 'fields' | 'salt'> {
  const text = String(fields)
  const said = JSON.parse(text) as Values & { readonly set?: Flat }
  // One whose values are erased says what they were by a hash alone.
  const { plain, secret } = parted(kind, said.set ?? {})
  if (isNone(secret)) return { fields, salt }
  // What is hashed is the text: one that would not be the same again is kept as it came.
  const kept = canonicalJson(said) === text ? secret : text
  const sealed = seal.close(JSON.stringify([salt ?? null, kept]))
  return { fields: JSON.stringify({ ...said, set: plain, [SEALED]: sealed }), salt: SALT_WITHIN }
}

/** The same database, which opens what was sealed in the rows that it answers with. */
export function unsealing(sql: Sql, seal: Seal): Sql {
  return {
    ...sql,
    query: async <Answer>(text: string, values?: readonly unknown[]) => {
      const rows = await sql.query<Answer>(text, values)
      const [first] = rows
      if (typeof first !== 'object' || first === null) return rows
      if (!('body' in first || 'heads' in first || 'fields' in first)) return rows
      return rows.map((row) => openedRow(seal, row as Row) as Answer)
    },
  }
}

/** @throws AppError as `Seal.open` */
export function openedRow(seal: Seal, row: Row): Row {
  const { body, heads, fields } = row
  return {
    ...row,
    ...('body' in row && { body: openedBody(seal, body) }),
    ...('heads' in row && { heads: openedHeads(seal, heads) }),
    ...(typeof fields === 'string' && openedChange(seal, row, fields)),
  }
}

/** What a value holds under `SEALED`, and the rest. JSON that waits is text, any other was parsed by the driver. */
function within(value: unknown): { readonly sealed: string; readonly plain: Values } | undefined {
  const text = typeof value === 'string' ? value : undefined
  if (text !== undefined && !text.includes(`"${SEALED}"`)) return undefined
  const parsed: unknown = text === undefined ? value : JSON.parse(text)
  if (typeof parsed !== 'object' || parsed === null) return undefined
  const { [SEALED]: sealed, ...plain } = parsed as Values
  return typeof sealed === 'string' ? { sealed, plain } : undefined
}

function openedBody(seal: Seal, body: unknown): unknown {
  const found = within(body)
  if (!found) return body
  const text = seal.open(found.sealed)
  return typeof body === 'string' ? text : { ...found.plain, ...(JSON.parse(text) as Values) }
}

function openedHeads(seal: Seal, heads: unknown): unknown {
  const found = within(heads)
  if (!found) return heads
  const text = seal.open(found.sealed)
  if (typeof heads === 'string') return text
  const [plain, secret] = [found.plain as Heads, JSON.parse(text) as Heads]
  return {
    ...plain,
    ...secret,
    ...(plain.many && { many: { ...plain.many, ...secret.many } }),
    ...(plain.typed && { typed: { ...plain.typed, ...secret.typed } }),
  }
}

function openedChange(seal: Seal, row: Row, fields: string): Row {
  const found = within(fields)
  if (!found) return {}
  const [salt, kept] = JSON.parse(seal.open(found.sealed)) as [string | null, string | Values]
  return {
    fields:
      typeof kept === 'string'
        ? kept
        : canonicalJson({ ...found.plain, set: { ...(found.plain.set as Flat), ...kept } }),
    // Who reads a history reads no salt.
    ...(row.salt === SALT_WITHIN && { salt }),
  }
}
