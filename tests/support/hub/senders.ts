import type { Store } from '../../../electron/hub/store/store'

/** A computer inside a district as a test writes it down; a street's laptop A, unless it says otherwise. */
interface PlainSender {
  readonly id: string
  readonly unit: string
  readonly name: string
  readonly role?: 'street' | 'district' | 'city'
  readonly letter?: string
  readonly root?: string
}

/** Makes a computer of a hub's district by hand, with the stream that introduced it. */
export async function addSender(
  store: Store,
  district: number,
  { id, unit, name, role = 'street', letter = role === 'street' ? 'A' : '', root = id }: PlainSender,
): Promise<void> {
  const scope = role === 'street' ? unit : '*'
  await store.query(
    `INSERT INTO sites (id, own, role, scope, unit, unit_name, letter, sign_key, recipient, office, root)
     VALUES ($1, 0, $2, $3, $4, $5, $6, '', '', '', $7)`,
    [id, role, scope, unit, name, letter, root],
  )
  await store.query(
    `INSERT INTO branches (district, branch, site, scope, after, seq, hash, counts_to, introduces)
     SELECT $1, nextval('branch_numbers'), $2, $3, 0, 1, '', 1, 1`,
    [district, id, scope],
  )
  // A district is one by the first self of its office.
  if (role !== 'street')
    await store.query('UPDATE districts SET site = $2 WHERE district = $1 AND unit = $3', [
      district,
      root,
      unit,
    ])
}

/** Writes down what a district told of a computer's files, as ingest would: serial and time of each. */
export async function tellOf(
  store: Store,
  district: number,
  site: string,
  files: readonly (readonly [serial: number, at: string])[],
): Promise<void> {
  for (const [serial, at] of files)
    await store.query(
      'INSERT INTO told_files (district, site, file, serial, at) VALUES ($1, $2, $3, $4, $5)',
      [district, site, serial.toString(16).padStart(16, '0'), serial, at],
    )
}
