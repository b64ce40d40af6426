import type { Hub } from '../hub'
import { unsealing } from '../sealed/rows'
import { holdByName } from '../store/locks'
import type { Sql } from '../store/store'
import { type Bringing, openBringing } from './bring'
import { type CarriedBack, carryBack, type HearRecords } from './carry-back'
import { type Desk, openDesk } from './desk'

/** Somebody else said who is who meanwhile: the work is done once more. */
class SaidMeanwhile extends Error {}

/** A desk with what every piece of work needs: who is who, every branch, and the hub's own words. */
export interface SetDesk extends Desk, Pick<Bringing, 'rows' | 'places' | 'standings' | 'histories'> {
  readonly sql: Sql
  /**
   * Carries back what was written at the desk. @param district whose it is; the hub's own words go to the hub's own place
   * @param hear absent: nothing is made of the records
   */
  carryBack(district: number, hear?: HearRecords): Promise<CarriedBack>
}

/**
 * Sets a desk inside one transaction and does `work` there. Where somebody else said who is who in the meantime, all of it is taken
 * back and done again. `work` may be called several times.
 * @param held the name of what only one piece of work at a time may change
 */
export async function atDesk<T>(hub: Hub, work: (desk: SetDesk) => Promise<T>, held?: string): Promise<T> {
  for (;;) {
    try {
      return await hub.store.transaction(async (sql) => {
        // Before anything is read: what the one before wrote is then seen.
        if (held !== undefined) await holdByName(sql, held)
        const desk = openDesk(hub.folder, hub.keys, hub.around)
        try {
          return await work(await set(hub, sql, desk))
        } finally {
          desk.close()
        }
      })
    } catch (error) {
      if (!(error instanceof SaidMeanwhile)) throw error
    }
  }
}

async function set(hub: Hub, sql: Sql, desk: Desk): Promise<SetDesk> {
  const bringing = openBringing(unsealing(sql, hub.seal), desk)
  const { rows } = bringing
  const generation = await generationOf(sql, '')
  await rows('meta', `hub_meta t WHERE key NOT IN ('generation')`)
  for (const table of ['sites', 'joins', 'newcomers', 'waiting_files', 'branches'])
    await rows(table, `${table} t`)
  await rows('changes', `changes t WHERE kind IN ('introduction', 'site')`)
  await rows('changes', `changes t WHERE district = $1`, [hub.home])
  return {
    ...desk,
    ...bringing,
    sql,
    async carryBack(district, hear = async () => undefined) {
      const carried = await carryBack(desk, {
        seal: hub.seal,
        sql,
        branches: bringing.branches,
        before: bringing.before,
        district,
        home: hub.home,
        keys: hub.keys,
        hear,
      })
      // Whoever says who is who waits here for those that are about to end; the others only hold it still.
      const now = await generationOf(sql, carried.isWhoIsWho ? 'FOR UPDATE' : 'FOR SHARE')
      if (now !== generation) throw new SaidMeanwhile()
      if (carried.isWhoIsWho)
        await sql.query(`UPDATE hub_meta SET value = $1 WHERE key = 'generation'`, [String(now + 1)])
      return carried
    },
  }
}

/** How often somebody said who is who. @param hold how its row is held until the end */
async function generationOf(sql: Sql, hold: '' | 'FOR UPDATE' | 'FOR SHARE'): Promise<number> {
  const [row] = await sql.query<{ value: string }>(
    `SELECT value FROM hub_meta WHERE key = 'generation' ${hold}`,
  )
  return Number(row?.value ?? 0)
}
