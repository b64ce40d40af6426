import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { reconcileDerived, reconcileFigures } from '../../hub/derived'
import { homeOf } from '../../hub/hub'
import { type HubKeys, hubKeysPath, readHubKeys } from '../../hub/keys'
import { guardUpgraded } from '../../hub/reach/roles'
import { sealOf } from '../../hub/sealed/seal'
import { migrate } from '../../hub/store/migrate'
import { hubMigrations } from '../../hub/store/migrations'
import { openStore } from '../../hub/store/open-store'
import type { Store } from '../../hub/store/store'
import { systemRandom } from '../../machine/surroundings'
import { usage } from './usage'

/** Where a hub is: its database, and the folder beside it. */
export const hubOptions = {
  database: { value: 'URL', help: '数据库地址 postgres://…（数据库所有者的身份）' },
  embedded: { value: 'DIR', help: '不用数据库服务器，用这个文件夹里的内置数据库（试用）' },
  folder: {
    value: 'DIR',
    help: '数据库之外的文件夹：密钥、收到的文件、附件；用 --embedded 时可以不写，就是那个文件夹',
  },
} as const

/** What those options say. */
export interface HubPlace {
  readonly database: string | undefined
  readonly embedded: string | undefined
  readonly folder: string | undefined
}

const keysPath = ({ folder, embedded }: HubPlace): string =>
  hubKeysPath(resolve(folder ?? embedded ?? ''), process.env.CREDENTIALS_DIRECTORY)

/** The keys of a hub that was made before. @throws AppError as `readHubKeys` */
export const hubKeysAt = (place: HubPlace): HubKeys => readHubKeys(keysPath(place))

/**
 * Opens it, brought up to date, with all that is made of records; the caller closes it. Where the hub's keys are not at hand, what they
 * seal stays as it is. @throws AppError `usage`, `hub.no-database`, `profile.in-use`, `hub.no-keys` where nothing goes without them
 */
export async function openHubStore(place: HubPlace): Promise<Store> {
  const { database, embedded, folder } = place
  if ((database === undefined) === (embedded === undefined))
    throw usage('--database 和 --embedded 要写其中一个')
  const isNamed = folder !== undefined || embedded !== undefined
  const keys = isNamed && existsSync(keysPath(place)) ? hubKeysAt(place) : undefined
  const store = await openStore(database === undefined ? { embedded: resolve(embedded ?? '') } : { database })
  try {
    await migrate(store, hubMigrations, guardUpgraded)
    // Another hub's keys would seal what its own do not open.
    if (keys && (await homeOf(store, keys)) !== undefined)
      await reconcileDerived(store, sealOf(keys, systemRandom))
    else await reconcileFigures(store, null)
  } catch (error) {
    await store.close()
    throw error
  }
  return store
}
