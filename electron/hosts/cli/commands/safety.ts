import { join, resolve } from 'node:path'
import { backupElsewhereText, formerText, placesText } from '../../../../shared/backups/words'
import { errorCodes } from '../../../../shared/errors'
import { writtenText } from '../../../../shared/exchange/written-texts'
import { defineCommand } from '../command'
import type { CliContext } from '../context'
import { recoveryKeyFrom } from '../recovery-key-file'
import { table } from '../table'

const verify = defineCommand({
  name: 'verify',
  summary: '检查资料是否完好',
  options: {},
  run: async (ctx) => {
    const { ok, checks } = await (await ctx.signedIn()).safety.verify({})
    const rows = checks.map((check) => [check.ok ? '完好' : '有问题', check.name, check.detail])
    return {
      json: { ok, checks },
      text: table(['结果', '检查', '说明'], rows),
      ...(ok ? {} : { exit: errorCodes['profile.damaged'].exit }),
    }
  },
})

const backup = defineCommand({
  name: 'backup',
  summary: '备份到一个文件夹，写入后读回核对',
  options: { to: { value: 'DIR', help: '写到哪个文件夹', required: true } },
  run: async (ctx, { to }) => {
    const made = await (await ctx.signedIn()).safety.backup({ folder: ctx.file(to) })
    const file = join(resolve(to), made.file)
    return {
      json: { ...made, file },
      text: `备份${writtenText(made.readFrom)}：${file}（${made.bytes} 字节）`,
    }
  },
})

/** A 管理 of now, where that is another person or passphrase than what opens the backup. */
const managerNow = {
  manager: { value: 'NAME', help: '另填现在的管理：备份后换过口令，或由另一位管理同意' },
  'manager-passphrase-file': { value: 'F', help: '写有现在的管理口令的文件' },
} as const

async function managerSaid(
  ctx: CliContext,
  options: {
    readonly manager?: string | undefined
    readonly 'manager-passphrase-file'?: string | undefined
  },
): Promise<{ here?: { user: string; passphrase: string } }> {
  if (options.manager === undefined) return {}
  const passphrase = await ctx.passphraseIn(options['manager-passphrase-file'])
  return { here: { user: options.manager, passphrase } }
}

const restore = defineCommand({
  name: 'restore',
  summary: '把备份恢复成一份新资料，用备份里的用户口令或恢复密钥打开',
  options: {
    from: { value: 'F', help: '备份文件（.ybk）', required: true },
    'recovery-key-file': { value: 'K', help: '写有恢复密钥的文件；这时 --user 和口令是新设的管理用户' },
    replace: { help: '代替这里现有的资料，它会另放一个文件夹，不删除' },
    ...managerNow,
  },
  run: async (ctx, options) => {
    const path = options['recovery-key-file']
    const { profile } = ctx.rpc()
    const restored = await profile.restore({
      file: ctx.file(options.from),
      replace: options.replace,
      ...(await ctx.newUser()),
      ...(path === undefined ? {} : { recoveryKey: await recoveryKeyFrom(path) }),
      ...(await managerSaid(ctx, options)),
    })
    const { unit, letter, at, aside, role } = restored
    const key = role === 'street' ? '' : '备份以后换过恢复密钥的，请用 recover replace 再换一次。'
    return {
      json: restored,
      text: `已恢复“${unit}”${at} 的备份，本机代号改为 ${letter}。请导出一次交换文件，对方收到后即由本机接替。${key}${aside === null ? '' : `原来的文件在 ${aside} 里，保留 30 天。`}`,
    }
  },
})

const rescue = defineCommand({
  name: 'rescue',
  summary: '从打不开的资料里把还读得出的记录写成 Excel，只读取、不改动',
  options: {
    to: { value: 'DIR', help: '写到哪个文件夹', required: true },
    'recovery-key-file': { value: 'K', help: '写有恢复密钥的文件；不给时用 --user（管理）和口令' },
    backup: { value: 'F', help: '密钥文件（keys.json）也坏了时：这份资料的一个备份' },
    ...managerNow,
    whole: { help: '写出完整的个人信息，否则遮盖' },
    diagnose: { help: '只写诊断：没有填写的内容、姓名和密钥，不要口令' },
  },
  run: async (ctx, options) => {
    const { rescue: calls } = ctx.rpc()
    const folder = ctx.file(options.to)
    const said = (file: string): string => join(resolve(options.to), file)
    if (options.diagnose) {
      const made = await calls.diagnose({ folder })
      return { json: { ...made, file: said(made.file) }, text: `已写诊断：${said(made.file)}` }
    }
    const path = options['recovery-key-file']
    const made = await calls.toExcel({
      folder,
      whole: options.whole,
      ...(path === undefined ? await ctx.newUser() : { recoveryKey: await recoveryKeyFrom(path) }),
      ...(options.backup === undefined ? {} : { backup: ctx.file(options.backup) }),
      ...(await managerSaid(ctx, options)),
    })
    return {
      json: { ...made, file: said(made.file) },
      text: `已写成 ${said(made.file)}：${made.records} 条记录，其中 ${made.doubtful} 条要核对；${made.proved ? `${made.pages} 页里 ${made.lostPages} 页已损坏` : '文件的开头坏了，各页都不能校验'}。`,
    }
  },
})

const backups = defineCommand({
  name: 'backups',
  summary: '程序自己做的备份：在哪里、最近一份是什么时候；也可以马上补做',
  options: {
    now: { help: '有改动就补一份' },
    second: { value: 'DIR', help: '第二个位置，另一个盘或U盘上的文件夹' },
  },
  run: async (ctx, { now, second }) => {
    const { safety } = await ctx.signedIn()
    if (second !== undefined) await safety.setSecondPlace({ folder: ctx.file(second) })
    const kept = now ? await safety.keepCopies({ why: 'before' }) : null
    const places = await safety.places({})
    const { backups } = await safety.elsewhere({})
    const former = backups.filter((each) => each.former.length > 0)
    const warned = [
      formerText(backups) ?? [],
      former.map((each) => backupElsewhereText(each, (at) => at)),
    ].flat()
    const written = kept === null ? '' : `新写 ${kept.written.length} 份。`
    return {
      json: { ...places, elsewhere: backups, kept },
      text: [`${written}${placesText(places, (instant) => instant)}。`, ...warned].join('\n'),
      ...(kept === null || kept.problems.length === 0 ? {} : { exit: errorCodes['file.unwritable'].exit }),
    }
  },
})

export const safetyCommands = [verify, backup, backups, restore, rescue]
