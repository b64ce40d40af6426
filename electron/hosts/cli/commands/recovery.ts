import { join, resolve } from 'node:path'
import { newKeyText } from '../../../../shared/contract/removed-user'
import { writtenText } from '../../../../shared/exchange/written-texts'
import { removeNow } from '../../../engine/files/rename'
import { defineCommand } from '../command'
import { recoveryKeyFrom, reserveKeyFile } from '../recovery-key-file'

const keyFile = { value: 'K', help: '写有恢复密钥的文件', required: true } as const

const ask = defineCommand({
  name: 'recover ask',
  summary: '忘记口令、本机又没有别的管理：写一份申请带到区级；--user 和口令是新设的',
  options: { to: { value: 'DIR', help: '申请写到哪个文件夹', required: true } },
  run: async (ctx, { to }) => {
    const asked = await ctx.rpc().recovery.ask({ folder: ctx.file(to), ...(await ctx.newUser()) })
    const file = join(resolve(to), asked.file)
    return {
      json: { ...asked, file },
      text: `申请${writtenText(asked.readFrom)}：${file}\n核对词：${asked.fingerprint.join(' ')}\n区级打电话来时读给对方听；新口令请记牢，答复带回来时要用。`,
    }
  },
})

const answer = defineCommand({
  name: 'recover answer',
  summary: '区级：看一份口令重设申请；给了 --fingerprint（对方在电话里读出的八个词）就写答复',
  options: {
    file: { value: 'F', help: '申请文件（.ybq）', required: true },
    'recovery-key-file': keyFile,
    fingerprint: { value: 'WORDS', help: '对方读出的八个词，用空格隔开；不一致就不答复' },
    to: { value: 'DIR', help: '答复写到哪个文件夹，默认和申请在一起' },
  },
  run: async (ctx, options) => {
    const recoveryKey = await recoveryKeyFrom(options['recovery-key-file'])
    const { recovery } = await ctx.signedIn()
    const file = ctx.file(options.file)
    const seen = await recovery.look({ file, recoveryKey })
    if (options.fingerprint === undefined) {
      const who = `${seen.computer ?? '还没有准入的电脑'}（${seen.site}）的“${seen.user}”${seen.isKnownUser ? '' : '（那台电脑上没有这个用户，将成为管理）'}`
      const said = seen.answeredAt === null ? '' : `\n已在 ${seen.answeredAt} 答复过。`
      return {
        json: seen,
        text: `${who}在 ${seen.at} 申请重设口令。\n核对词：${seen.fingerprint.join(' ')}${said}\n请打电话核对，一致后加上 --fingerprint 再做一次。`,
      }
    }
    const to = resolve(options.to ?? join(options.file, '..'))
    const { fingerprint } = options
    const made = await recovery.answer({ file, recoveryKey, fingerprint, folder: ctx.file(to) })
    const path = join(to, made.file)
    return { json: { ...seen, ...made, file: path }, text: `答复${writtenText(made.readFrom)}：${path}` }
  },
})

const finish = defineCommand({
  name: 'recover finish',
  summary: '读取区级的答复，用写申请时新设的口令登录',
  options: { file: { value: 'F', help: '答复文件（.yba）', required: true } },
  run: async (ctx, { file }) => {
    const { passphrase } = await ctx.newUser()
    const { user } = await ctx.rpc().recovery.finish({ file: ctx.file(file), passphrase })
    return {
      json: { user: user?.name, role: user?.role },
      text: `“${user?.name}”的口令已重设，资料没有改变。`,
    }
  },
})

const replace = defineCommand({
  name: 'recover replace',
  summary: '区级：更换恢复密钥；下级电脑导入下一个交换文件后也改用新的',
  options: {
    'recovery-out': {
      value: 'F',
      help: '新的恢复密钥写到这个文件（不能已经存在），别处不保存',
      required: true,
    },
  },
  run: async (ctx, options) => {
    const { recovery } = await ctx.signedIn()
    const { passphrase } = await ctx.newUser()
    const path = resolve(options['recovery-out'])
    const key = await reserveKeyFile(path)
    try {
      const { recoveryKey, rekeyed } = await recovery
        .replace({ passphrase })
        .catch(async (error: unknown) => {
          removeNow(path)
          throw error
        })
      await key.write(`# 院坝普法台 恢复密钥，请离线妥善保管\n${recoveryKey}\n`)
      const said = `${newKeyText('恢复密钥已更换', rekeyed)}。新的已写入 ${path}，请离线保管；旧备份仍要用原来的打开。`
      return { json: { file: path, rekeyed }, text: said }
    } finally {
      await key.close()
    }
  },
})

export const recoveryCommands = [ask, answer, finish, replace]
