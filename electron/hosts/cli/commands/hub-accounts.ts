import { resolve } from 'node:path'
import { AppError } from '../../../../shared/errors'
import { roleLabels } from '../../../../shared/rights'
import {
  addHubAccount,
  allHubAccounts,
  closeHubAccount,
  type HubRole,
  hubRoles,
  resetHubAccount,
} from '../../../hub/accounts/accounts'
import { homeOf } from '../../../hub/hub'
import { prepareServing } from '../../../hub/reach/roles'
import { valuesKeyOf } from '../../../hub/sealed/seal'
import type { Store } from '../../../hub/store/store'
import { systemClock, systemRandom } from '../../../machine/surroundings'
import { defineCommand } from '../command'
import { hubKeysAt, hubOptions, openHubStore } from '../hub-place'
import { toldInFile } from '../private-file'
import { table } from '../table'
import { usage } from '../usage'

const means = { clock: systemClock, random: systemRandom }

const secretFile = {
  out: { value: 'F', help: '把验证器的设置地址写到这个新文件，只有本人能读', required: true },
} as const

/** Does something with the hub's database and closes it. */
async function withStore<T>(
  place: Parameters<typeof openHubStore>[0],
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openHubStore(place)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

const add = defineCommand({
  name: 'hub add-account',
  summary: '给平台加一个账号：--user 姓名，口令用 --passphrase-file',
  options: {
    ...hubOptions,
    role: { value: 'ROLE', help: '角色', required: true, choices: hubRoles },
    region: {
      value: 'UNIT',
      help: '能看哪个单位（区级以上）下面的资料：单位编号，见 hub status 和 hub init',
      required: true,
    },
    ...secretFile,
  },
  run: async (ctx, { role, region, out, ...place }) => {
    const { user: name, passphrase } = await ctx.newUser()
    const made = { name, role: role as HubRole, region, passphrase }
    await toldInFile(resolve(out), () => withStore(place, (store) => addHubAccount(store, made, means)))
    return { json: { name, role, region, file: out }, text: `已加入账号“${name}”。${told(out)}` }
  },
})

const reset = defineCommand({
  name: 'hub reset-account',
  summary: '重设平台账号的口令和验证器，已登录的马上退出；停用的重新启用',
  options: { ...hubOptions, ...secretFile },
  run: async (ctx, { out, ...place }) => {
    const { user: name, passphrase } = await ctx.newUser()
    const who = { name, passphrase }
    await toldInFile(resolve(out), () => withStore(place, (store) => resetHubAccount(store, who, means)))
    return { json: { name, file: out }, text: `已重设账号“${name}”。${told(out)}` }
  },
})

const told = (file: string): string => `请本人把 ${file} 里的地址录入手机验证器，然后删除这个文件。`

const close = defineCommand({
  name: 'hub close-account',
  summary: '停用平台的一个账号，已登录的马上退出',
  options: { ...hubOptions, name: { value: 'NAME', help: '姓名', required: true } },
  run: async (_ctx, { name, ...place }) => {
    await withStore(place, (store) => closeHubAccount(store, name, means))
    return { json: { name }, text: `账号“${name}”已停用。` }
  },
})

const list = defineCommand({
  name: 'hub accounts',
  summary: '列出平台的账号',
  options: hubOptions,
  run: async (_ctx, place) => {
    const accounts = (await withStore(place, allHubAccounts)).map(({ name, role, region, closed }) => ({
      name,
      role,
      region,
      closed,
    }))
    const rows = accounts.map(({ name, role, region, closed }) => [
      name,
      roleLabels[role],
      region,
      closed ? '停用' : '',
    ])
    return { json: { accounts }, text: table(['姓名', '角色', '单位', ''], rows) }
  },
})

const roles = defineCommand({
  name: 'hub roles',
  summary:
    '建好平台服务连接数据库用的两个身份，把它们的地址和打开遮盖内容的密钥写到新文件；换了数据库服务器以后要再做一次',
  options: {
    database: { value: 'URL', help: hubOptions.database.help, required: true },
    folder: { ...hubOptions.folder, required: true },
    out: { value: 'F', help: '写到这个新文件，只有本人能读', required: true },
  },
  run: async (_ctx, { database, folder, out }) => {
    if (!URL.canParse(database)) throw usage('--database 应当是 postgres:// 开头的地址')
    // An address without a server takes no name: it would go on being its owner's.
    if (new URL(database).host === '') throw usage('--database 要写明服务器，如 postgres://localhost/库名')
    const secret = (): string => Buffer.from(systemRandom.bytes(32)).toString('base64url')
    const place = { database, embedded: undefined, folder }
    const keys = hubKeysAt(place)
    const values = valuesKeyOf(keys).toString('base64')
    const passwords = { door: secret(), reader: secret() }
    await toldInFile(resolve(out), async () => {
      const names = await withStore(place, async (store) => {
        // Another hub's keys would open nothing that masks hide here.
        if ((await homeOf(store, keys)) === undefined) throw new AppError('hub.not-begun')
        return await prepareServing(store, passwords, systemRandom)
      })
      const as = (which: 'door' | 'reader'): string => {
        const address = new URL(database)
        // A name among the parameters would go before the role's.
        for (const name of ['user', 'password']) address.searchParams.delete(name)
        address.username = names[which]
        address.password = passwords[which]
        return address.href
      }
      return JSON.stringify({ door: as('door'), reader: as('reader'), values })
    })
    return { json: { file: out }, text: `已写入 ${out}，供“hub serve --roles”使用。` }
  },
})

export const hubAccountCommands = [add, reset, close, list, roles]
