import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { AppError } from '../../../../shared/errors'
import { removeNow } from '../../../engine/files/rename'
import { requireStrong } from '../../../engine/profile/profile'
import { addHubAccount } from '../../../hub/accounts/accounts'
import type { Hub } from '../../../hub/hub'
import { beginHub } from '../../../hub/office/begin'
import { defineCommand } from '../command'
import { hubParts } from '../hub-at-work'
import { hubOptions } from '../hub-place'
import { toldInFile } from '../private-file'
import { reserveKeyFile } from '../recovery-key-file'

export const hubInit = defineCommand({
  name: 'hub init',
  summary: '新建市级或省级库：建表、密钥、本单位和平台的第一个账号',
  options: {
    ...hubOptions,
    role: { value: 'ROLE', help: '角色', required: true, choices: ['city', 'province'] },
    unit: { value: 'NAME', help: '单位名称', required: true },
    code: { value: 'C', help: '单位编码，没有可以不写' },
    'recovery-out': { value: 'F', help: '恢复密钥写到这个文件（不能已经存在），别处不保存', required: true },
    'account-out': {
      value: 'F',
      help: '同时建平台的第一个账号（管理员，--user 姓名，口令用 --passphrase-file）：验证器的设置地址写到这个新文件',
    },
  },
  run: async (ctx, { role, unit, code, 'account-out': accountOut, ...options }) => {
    // Asked for first: no hub is made by whoever has no passphrase for its account.
    const user = accountOut === undefined ? undefined : await ctx.newUser()
    if (user) requireStrong(user.passphrase, user.user)
    if (accountOut !== undefined && existsSync(resolve(accountOut)))
      throw new AppError('file.unwritable', { file: accountOut })
    const path = resolve(options['recovery-out'])
    const parts = await hubParts(options, ctx)
    try {
      const key = await reserveKeyFile(path)
      try {
        const { hub } = await beginHub(
          parts,
          { role: role === 'province' ? 'province' : 'city', unit, ...(code === undefined ? {} : { code }) },
          (recoveryKey) => key.write(`# 院坝普法台 ${unit} 恢复密钥，请离线妥善保管\n${recoveryKey}\n`),
        ).catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'hub.exists') removeNow(path)
          throw error
        })
        const { site } = hub.keys
        if (user && accountOut !== undefined) await addFirst(hub, user, resolve(accountOut))
        const { folder } = hub
        return {
          json: { site: site.id, unit: site.unit, folder, account: user?.user ?? null },
          text: `已建立“${unit}”的库。电脑 ${site.id}，单位编号 ${site.unit}。\n密钥在 ${hub.folder}，恢复密钥已写入 ${path}，请离线保管。\n${accountText(user?.user, accountOut)}`,
        }
      } finally {
        await key.close()
      }
    } finally {
      await parts.store.close()
    }
  },
})

/** The first account of the page: it sees all that is below the hub's own unit. */
const addFirst = (
  { store, keys, around }: Hub,
  { user: name, passphrase }: { readonly user: string; readonly passphrase: string },
  path: string,
): Promise<void> =>
  toldInFile(path, () =>
    addHubAccount(store, { name, role: 'admin', region: keys.site.unit, passphrase }, around),
  )

const accountText = (user: string | undefined, out: string | undefined): string =>
  user === undefined
    ? '平台还没有账号：给大家查看以前，请先“hub add-account”。'
    : `平台的第一个账号“${user}”已建立。请本人把 ${out} 里的地址录入手机验证器，然后删除这个文件。`
