import { resolve } from 'node:path'
import { SENSITIVE_LABEL } from '../../../../shared/attachments/entry'
import { defineCommand } from '../command'
import { table } from '../table'

const byId = { id: { value: 'ID', help: '记录的编号', required: true } } as const
const byFile = { file: { value: 'ID', help: '附件的编号，见 attach list', required: true } } as const

const add = defineCommand({
  name: 'attach add',
  summary: '给一条记录添加照片（JPG、PNG、WebP，长边最多 1600 像素）或扫描件（PDF）；照片里的拍摄地点会去掉',
  operands: { value: 'FILE', help: '要添加的文件', many: true },
  options: {
    ...byId,
    caption: { value: 'T', help: '说明文字' },
    sensitive: {
      value: 'yes|no',
      help: `是否${SENSITIVE_LABEL}；不说的，登记证件号、银行卡号的记录按含有处理。含有的只有能看完整号码的人才能查看和另存，不打印`,
      choices: ['yes', 'no'],
    },
  },
  run: async (ctx, { id, caption, sensitive }, files) => {
    const rpc = await ctx.signedIn()
    const added: { file: string; name: string; type: string; bytes: number }[] = []
    for (const path of files) {
      const { file, name, type, bytes } = await rpc.attachments.add({
        record: id,
        source: { file: ctx.file(path) },
        operation: ctx.operation(),
        ...(caption === undefined ? {} : { caption }),
        ...(sensitive === undefined ? {} : { sensitive: sensitive === 'yes' }),
      })
      added.push({ file, name, type, bytes })
    }
    const names = added.map(({ name }) => name).join('、')
    return { json: { added: added.length, files: added }, text: `已添加 ${added.length} 个附件：${names}` }
  },
})

const list = defineCommand({
  name: 'attach list',
  summary: '列出一条记录的附件',
  options: byId,
  run: async (ctx, { id }) => {
    const { files } = await (await ctx.signedIn()).attachments.list({ record: id })
    const rows = files.map((file) => [
      ...[file.id, file.name, file.caption, `${file.bytes} 字节`],
      [file.sensitive ? SENSITIVE_LABEL : '', file.missing ? '附件未随本批到达' : '']
        .filter(Boolean)
        .join('；'),
    ])
    return { json: { files }, text: table(['编号', '名称', '说明', '大小', '情况'], rows) }
  },
})

const get = defineCommand({
  name: 'attach get',
  summary: '把一个附件写到文件',
  options: { ...byId, ...byFile, out: { value: 'F', help: '写到哪个文件', required: true } },
  run: async (ctx, { id, file, out }) => {
    const rpc = await ctx.signedIn()
    const written = await rpc.attachments.save({ record: id, file, to: ctx.file(out) })
    const path = resolve(out)
    return { json: { file: path, ...written }, text: `已写入 ${path}（${written.bytes} 字节）` }
  },
})

const mark = defineCommand({
  name: 'attach mark',
  summary: `改变一个附件是否${SENSITIVE_LABEL}的标记；改为不含的，要有看完整号码的权限`,
  options: {
    ...byId,
    ...byFile,
    sensitive: {
      value: 'yes|no',
      help: `是否${SENSITIVE_LABEL}`,
      required: true,
      choices: ['yes', 'no'],
    },
  },
  run: async (ctx, { id, file, sensitive }) => {
    const rpc = await ctx.signedIn()
    const said = { sensitive: sensitive === 'yes', operation: ctx.operation() }
    const { change } = await rpc.attachments.mark({ record: id, file, ...said })
    return {
      json: { id, file, change },
      text: said.sensitive ? `已标为${SENSITIVE_LABEL}。` : '已取消标记。',
    }
  },
})

const remove = defineCommand({
  name: 'attach remove',
  summary: '从记录中移除一个附件（修改历史中仍可查到）',
  options: { ...byId, ...byFile },
  run: async (ctx, { id, file }) => {
    const rpc = await ctx.signedIn()
    const { change } = await rpc.attachments.remove({ record: id, file, operation: ctx.operation() })
    return { json: { id, file, change }, text: '已移除。' }
  },
})

export const attachmentCommands = [add, list, get, mark, remove]
