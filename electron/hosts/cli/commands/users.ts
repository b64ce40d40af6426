import { resolve } from 'node:path'
import { role } from '../../../../shared/contract/profile'
import { newKeyText, removedUserText } from '../../../../shared/contract/removed-user'
import { standaloneHtml } from '../../../../shared/paper/print-style'
import { roleLabels, roles } from '../../../../shared/rights'
import { writeFileAtomically } from '../../../engine/files/atomic-file'
import { defineCommand } from '../command'
import { table } from '../table'

const handOver = defineCommand({
  name: 'user hand-over',
  summary: '人员交接：把自己（或 --from 的人）在本机的位置交给接替的人',
  options: {
    to: { value: 'NAME', help: '接交人的姓名', required: true },
    'new-passphrase-file': { value: 'F', help: '写有接交人口令的文件', required: true },
    from: { value: 'NAME', help: '移交人；不写就是自己' },
    note: { value: 'OUT', help: '把人员交接单写到这个 HTML 文件' },
  },
  run: async (ctx, options) => {
    const newPassphrase = await ctx.passphraseIn(options['new-passphrase-file'])
    const rpc = await ctx.signedIn()
    const { passphrase } = await ctx.newUser()
    const { title, markup, ...note } = await rpc.session.handOver({
      to: options.to,
      newPassphrase,
      passphrase,
      ...(options.from === undefined ? {} : { from: options.from }),
    })
    if (options.note !== undefined) writeFileAtomically(resolve(options.note), standaloneHtml(title, markup))
    return {
      json: note,
      text: `“${note.from}”已交接给“${note.to}”，角色${note.role}，草稿 ${note.drafts} 份。本机名称变更为 ${note.computer}，请导出一次交换文件。`,
    }
  },
})

const named = { name: { value: 'NAME', help: '姓名', required: true } } as const
const asRole = {
  role: {
    value: 'ROLE',
    help: Object.entries(roleLabels)
      .map((each) => each.join(' '))
      .join('、'),
    required: true,
    choices: roles,
  },
} as const
const newPassphrase = {
  'new-passphrase-file': { value: 'F', help: '写有新口令的文件', required: true },
} as const

const list = defineCommand({
  name: 'user list',
  summary: '列出本机的用户',
  options: {},
  run: async (ctx) => {
    const { users } = await (await ctx.signedIn()).users.list({})
    const rows = users.map(({ name, role, createdAt }) => [name, roleLabels[role], createdAt])
    return { json: { users }, text: table(['姓名', '角色', '加入时间'], rows) }
  },
})

const add = defineCommand({
  name: 'user add',
  summary: '增加一个用户',
  options: { ...named, ...asRole, ...newPassphrase },
  run: async (ctx, options) => {
    const passphrase = await ctx.passphraseIn(options['new-passphrase-file'])
    const rpc = await ctx.signedIn()
    const { name } = await rpc.users.add({ name: options.name, role: role.parse(options.role), passphrase })
    return { json: { name }, text: `已增加用户 ${name}。` }
  },
})

const remove = defineCommand({
  name: 'user remove',
  summary: '移除一个用户，并给资料换新的数据密钥',
  options: named,
  run: async (ctx, { name }) => {
    const removed = await (await ctx.signedIn()).users.remove({ name })
    return { json: removed, text: `${removedUserText(name, removed)}。` }
  },
})

const setRole = defineCommand({
  name: 'user role',
  summary: '改一个用户的角色，下次登录时生效',
  options: { ...named, ...asRole },
  run: async (ctx, options) => {
    const { name } = options
    await (await ctx.signedIn()).users.setRole({ name, role: role.parse(options.role) })
    return { json: { name, role: options.role }, text: `${name} 的角色已改。` }
  },
})

const changePassphrase = defineCommand({
  name: 'user passphrase',
  summary: '改自己的口令',
  options: newPassphrase,
  run: async (ctx, options) => {
    const words = await ctx.passphraseIn(options['new-passphrase-file'])
    const rpc = await ctx.signedIn()
    const { passphrase } = await ctx.newUser()
    const changed = await rpc.users.changePassphrase({ old: passphrase, new: words })
    return { json: changed, text: `${newKeyText('口令已改', changed.rekeyed)}。` }
  },
})

const setPassphrase = defineCommand({
  name: 'user reset',
  summary: '给忘记口令的人重设口令',
  options: { ...named, ...newPassphrase },
  run: async (ctx, options) => {
    const passphrase = await ctx.passphraseIn(options['new-passphrase-file'])
    const rpc = await ctx.signedIn()
    const reset = await rpc.users.setPassphrase({ name: options.name, passphrase })
    return { json: reset, text: `${newKeyText(`已重设 ${options.name} 的口令`, reset.rekeyed)}。` }
  },
})

export const userCommands = [list, add, remove, setRole, changePassphrase, setPassphrase, handOver]
