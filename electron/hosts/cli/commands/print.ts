import { basename, resolve } from 'node:path'
import { variant } from '../../../../shared/privacy/variant'
import { defineCommand } from '../command'

const formats = ['html', 'docx', 'xlsx'] as const

const print = defineCommand({
  name: 'record print',
  summary: '将一条或多条记录生成可打印的文件，每条另起一页',
  options: {
    id: { value: 'ID', help: '记录的编号，可以写多次', required: true, multiple: true },
    format: {
      value: 'F',
      help: '文件格式：记录用 html、docx，名单用 html、xlsx',
      required: true,
      choices: formats,
    },
    out: { value: 'F', help: '写到哪个文件', required: true },
    variant: { value: 'V', help: '内部、上报或公示', choices: variant.options },
    list: { value: 'FIELD', help: '不打印记录，只打印其中的名单：项目名，如 workers' },
    whole: { help: '不遮盖个人信息（要有权限，会记入审计）' },
  },
  run: async (ctx, options) => {
    const rpc = await ctx.signedIn()
    const file = resolve(options.out)
    const written = await rpc.records.writePages({
      ids: [...options.id],
      variant: variant.parse(options.variant ?? 'internal'),
      whole: options.whole,
      ...(options.list !== undefined && { list: options.list }),
      format: formats.find((known) => known === options.format) ?? 'html',
      file: ctx.file(file),
    })
    const { bytes, records, pages } = written
    return {
      json: { file, bytes, records, pages },
      text: `已写入 ${basename(file)}：${records} 条记录，${pages} 页`,
    }
  },
})

export const printCommands = [print]
