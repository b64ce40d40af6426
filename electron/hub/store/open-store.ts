import type { Store, StorePlace } from './store'

/** Opens the database. Its driver is loaded only now: nothing but the hub needs one. @throws AppError `hub.no-database` */
export async function openStore(place: StorePlace): Promise<Store> {
  if ('database' in place) return (await import('./postgres')).openPostgres(place.database)
  return (await import('./pglite')).openPglite(place)
}
