import { AppError } from '../../../../shared/errors'
import { updateSystemText } from '../../../../shared/update/fit'
import { installCommand } from '../../../../shared/update/words'
import { defineCommand } from '../command'
import { table } from '../table'

const file = { value: 'FILE', help: '更新包（.ybu）' } as const

const check = defineCommand({
  name: 'update check',
  summary: '核对一个更新包，看它能不能装在本机、打开这份资料',
  operands: file,
  options: {},
  run: async (ctx, _options, [path = '']) => {
    const rpc = await ctx.signedIn()
    const { package: manifest, refused } = await rpc.update.read({ file: ctx.file(path) })
    if (refused !== null) throw new AppError(refused.code, refused.params)
    const { version, notes } = manifest
    return { json: manifest, text: `可以安装 ${version} 版（${updateSystemText(manifest)}）\n${notes}` }
  },
})

const apply = defineCommand({
  name: 'update apply',
  summary: '核对更新包、备份资料、取出安装程序，并说明怎样安装',
  operands: file,
  options: {},
  run: async (ctx, _options, [path = '']) => {
    const rpc = await ctx.signedIn()
    const token = ctx.file(path)
    const { readOnly } = await rpc.profile.state({})
    // A profile of a newer version can only be looked at: there is nothing of this version to be lost.
    if (!readOnly) await rpc.safety.keepCopies({ why: 'before' })
    const prepared = await rpc.update.prepare({ file: token })
    const command = installCommand(prepared)
    return {
      json: { ...prepared, command },
      text: `已核对${readOnly ? '' : '并备份'}。请运行下面的命令安装 ${prepared.version} 版：\n${command}`,
    }
  },
})

const keep = defineCommand({
  name: 'update keep',
  summary: '存放一个更新包，导出时随文件带给需要它的电脑',
  operands: file,
  options: {},
  run: async (ctx, _options, [path = '']) => {
    const kept = await (await ctx.signedIn()).update.keep({ file: ctx.file(path) })
    return { json: kept, text: `已存放 ${kept.version} 版（${updateSystemText(kept)}）` }
  },
})

const list = defineCommand({
  name: 'update list',
  summary: '各台电脑的程序是哪一版、谁落后了，存放了哪些更新包',
  options: {},
  run: async (ctx) => {
    const state = await (await ctx.signedIn()).update.state({})
    const rows = state.computers.map(({ name, program, behind, brings }) => [
      name,
      program?.app ?? '还没有收到过文件',
      program ? updateSystemText(program) : '',
      behind ? '落后' : '',
      brings === null ? '' : `下次导出带上 ${brings} 版`,
    ])
    const kept = state.kept.map((one) => `存放着 ${one.version} 版（${updateSystemText(one)}）`)
    return {
      json: state,
      text: [
        `本机 ${state.app} 版（${updateSystemText(state)}）`,
        ...kept,
        ...(rows.length > 0 ? [table(['电脑', '版本', '系统', '', ''], rows)] : []),
      ].join('\n'),
    }
  },
})

export const updateCommands = [check, apply, keep, list]
