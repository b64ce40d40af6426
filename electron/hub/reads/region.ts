import type { Sql } from '../store/store'

const nameOfUnit = `SELECT body->>'name' AS name FROM records WHERE kind = 'unit' AND id = $1 ORDER BY deleted, district LIMIT 1`
const nameOfDistrict = 'SELECT name FROM districts WHERE unit = $1 LIMIT 1'

const nameOfOffice = 'SELECT name FROM hub_offices() WHERE unit = $1'

/** The name of the unit whose districts an account sees; 本单位 where no district tells of it. */
export async function regionName(sql: Sql, region: string): Promise<string> {
  const [unit] = await sql.query<{ name: string | null }>(nameOfUnit, [region])
  const [district] = unit?.name ? [unit] : await sql.query<{ name: string | null }>(nameOfDistrict, [region])
  const [office] = district?.name ? [district] : await sql.query<{ name: string }>(nameOfOffice, [region])
  return office?.name ?? '本单位'
}
