import type { SetDesk } from './at-desk'
import { mirrored } from './tables'

/** Brings everything of one district to a desk: for what looks at all of it. Memory grows with the district. */
export async function bringWholeDistrict(desk: SetDesk, district: number): Promise<void> {
  await bringLog(desk, district)
  await desk.rows('records', 'records t WHERE district = $1', [district])
}

/** The same without the records themselves, whose numbers are one district's alone. */
export async function bringLog(desk: SetDesk, district: number): Promise<void> {
  for (const { table, of, kept } of mirrored)
    if (of !== 'hub' && table !== 'records')
      await desk.rows(table, `${kept} t WHERE district = $1`, [district])
}

/** Takes everything of others from a desk, so that what is looked at is this district's alone. */
export async function keepOnly(desk: SetDesk, district: number): Promise<void> {
  const rows = await desk.sql.query<{ branch: number }>('SELECT branch FROM branches WHERE district = $1', [
    district,
  ])
  desk.quietly(() => {
    desk.db.exec('CREATE TEMP TABLE own_branches (branch INTEGER PRIMARY KEY)')
    const add = desk.db.prepare('INSERT INTO own_branches VALUES (?)')
    for (const { branch } of rows) add.run(branch)
    for (const table of ['checkpoints', 'changes', 'branches'])
      desk.db.exec(`DELETE FROM ${table} WHERE branch NOT IN (SELECT branch FROM own_branches)`)
  })
}
