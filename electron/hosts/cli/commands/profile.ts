import { mkdtemp } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '../../../../shared/errors'
import { monthOf } from '../../../../shared/period'
import { writeFileAtomically } from '../../../engine/files/atomic-file'
import { moveFile, removeFolderNow, removeNow } from '../../../engine/files/rename'
import { systemClock } from '../../../machine/surroundings'
import { defineCommand } from '../command'
import { reserveKeyFile } from '../recovery-key-file'
import { unitId } from '../units'
import { usage, wholeNumber } from '../usage'

const init = defineCommand({
  name: 'init',
  summary: '新建区级（或市级、省级）单位资料',
  options: {
    role: { value: 'ROLE', help: '角色', required: true, choices: ['district', 'city', 'province'] },
    unit: { value: 'NAME', help: '单位名称', required: true },
    code: { value: 'C', help: '单位编码，没有可以不写' },
    'recovery-out': { value: 'F', help: '恢复密钥写到这个文件（不能已经存在），别处不保存', required: true },
  },
  run: async (ctx, options) => {
    const rpc = ctx.rpc()
    const newUser = await ctx.newUser()
    const path = resolve(options['recovery-out'])
    const key = await reserveKeyFile(path)
    try {
      const { site, unit, recoveryKey } = await rpc.profile
        .createDistrict({
          role: options.role === 'province' || options.role === 'city' ? options.role : 'district',
          unit: options.unit,
          ...(options.code === undefined ? {} : { code: options.code }),
          ...newUser,
        })
        .catch(async (error: unknown) => {
          removeNow(path)
          throw error
        })
      await key.write(`# 院坝普法台 ${options.unit} 恢复密钥，请离线妥善保管\n${recoveryKey}\n`)
      return {
        json: { site, unit },
        text: `已建立“${options.unit}”。电脑 ${site}，单位编号 ${unit}。\n恢复密钥已写入 ${path}，请离线保管。`,
      }
    } finally {
      await key.close()
    }
  },
})

const joinFile = defineCommand({
  name: 'join-file',
  summary: '为街道的一台电脑，或本单位的又一台电脑写接入文件',
  options: {
    scope: { value: 'UNIT', help: '街道或本单位的编号、编码或名称', required: true },
    letter: { value: 'A', help: '电脑代号，一个大写字母', required: true },
    out: { value: 'F', help: '接入文件写到哪里', required: true },
    'join-passphrase-file': { value: 'P', help: '程序生成的接入口令写到这个文件', required: true },
  },
  run: async (ctx, options) => {
    if (!/^[A-Z]$/.test(options.letter)) throw usage('--letter 应当是一个大写字母')
    const rpc = await ctx.signedIn()
    const scope = await unitId(rpc, options.scope)
    const out = resolve(options.out)
    // The engine names files itself; the name asked for here is given by a rename beside the target.
    const folder = await mkdtemp(join(dirname(out), '.yuanba-')).catch((cause: unknown) => {
      throw new AppError('file.unwritable', { file: out }, { cause })
    })
    try {
      const { letter } = options
      const made = await rpc.sync.createJoinFile({
        scope,
        letter,
        folder: ctx.file(folder),
        again: true,
      })
      writeFileAtomically(resolve(options['join-passphrase-file']), `${made.passphrase}\n`, 0o600)
      await moveFile(join(folder, made.file), out)
      return {
        json: { file: out, expires: made.expires, promised: made.promised },
        text: `接入文件：${out}\n接入口令写在 ${options['join-passphrase-file']}，请打电话告诉对方，不要和接入文件放在一起\n有效期至 ${made.expires}${made.promised === null ? '' : `\n注意：${letter} 机的接入文件已经写过一份（有效期至 ${made.promised}），还没有电脑用它报到；两份都用了的话，后报到的要由管理人员用 site admit --accept-join 准入，另给代号`}`,
      }
    } finally {
      removeFolderNow(folder)
    }
  },
})

const joinCommand = defineCommand({
  name: 'join',
  summary: '用接入文件新建街道（或区级又一台电脑）的资料',
  options: {
    file: { value: 'F', help: '区级单位给的接入文件', required: true },
    'join-passphrase-file': { value: 'P', help: '写有接入口令的文件', required: true },
  },
  run: async (ctx, options) => {
    const joinPassphrase = await ctx.passphraseIn(options['join-passphrase-file'])
    const file = ctx.file(options.file)
    const joined = await ctx.rpc().profile.join({ file, joinPassphrase, ...(await ctx.newUser()) })
    const { site, scope, letter, unit } = joined
    return {
      json: { site, scope, letter, unit },
      text: `已接入“${unit}”，电脑代号 ${letter}（${site}）。请导出一次交换文件带给区级单位。`,
    }
  },
})

const demo = defineCommand({
  name: 'demo',
  summary: '生成示例数据；同样的种子得到同样的数据',
  options: {
    size: { value: 'N', help: '活动和院坝会一共多少条，默认全年 600 条' },
    seed: { value: 'S', help: '种子，默认 1' },
    period: { value: 'P', help: '年、季度或月份，默认今年' },
    practice: { help: '只供练习：打印件标“练习”，不能导出给其他电脑' },
  },
  run: async (ctx, options) => {
    const seed = options.seed === undefined ? 1 : wholeNumber('seed', options.seed, -1e15, 1e15)
    const today = new Date(systemClock.now()).toISOString().slice(0, 10)
    const period = options.period ?? monthOf(today).name.slice(0, 4)
    const size =
      options.size === undefined
        ? ({ 4: 600, 7: period.includes('Q') ? 150 : 50 }[period.length] ?? 600)
        : wholeNumber('size', options.size, 1, 2_000_000)
    const rpc = await ctx.signedIn()
    const { records } = await rpc.profile.demo({ seed, period, size, practice: options.practice })
    return { json: { records }, text: `已生成示例数据 ${records} 条。` }
  },
})

export const profileCommands = [init, joinFile, joinCommand, demo]
