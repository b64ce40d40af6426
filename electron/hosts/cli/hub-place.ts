import { resolve } from 'node:path'
import { reconcileDerived } from '../../hub/derived'
import { migrate } from '../../hub/store/migrate'
import { openStore } from '../../hub/store/open-store'
import type { Store } from '../../hub/store/store'
import { usage } from './usage'

/** Where a hub's database is, for commands of whoever owns it. */
export const hubPlaceOptions = {
  database: { value: 'URL', help: '数据库地址 postgres://…（数据库所有者的身份）' },
  embedded: { value: 'DIR', help: '不用数据库服务器，用这个文件夹里的内置数据库（试用）' },
} as const

/** Opens it, brought up to date, with all that is made of records; the caller closes it. @throws AppError `usage`, `hub.no-database`, `profile.in-use` */
export async function openHubStore(place: {
  readonly database: string | undefined
  readonly embedded: string | undefined
}): Promise<Store> {
  const { database, embedded } = place
  if ((database === undefined) === (embedded === undefined))
    throw usage('--database 和 --embedded 要写其中一个')
  const store = await openStore(database === undefined ? { embedded: resolve(embedded ?? '') } : { database })
  await migrate(store)
  await reconcileDerived(store)
  return store
}
