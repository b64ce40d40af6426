import { basename, resolve } from 'node:path'
import { variant } from '../../../../shared/privacy/variant'
import { defineCommand } from '../command'
import { table } from '../table'
import { textOfFile } from '../text-file'

const formats = ['html', 'docx'] as const
const record = { value: 'ID', help: '记录的编号', required: true } as const
const form = { value: 'FORM', help: '文书的名称（form list 列出全部）', required: true } as const

const list = defineCommand({
  name: 'form list',
  summary: '列出一条记录可以印哪些文书',
  options: { id: record },
  run: async (ctx, { id }) => {
    const { forms } = await (await ctx.signedIn()).forms.list({ record: id })
    return {
      json: { forms },
      text: table(
        ['名称', '文书', ''],
        forms.map((one) => [one.form, one.title, one.own ? '本区自定' : '']),
      ),
    }
  },
})

const text = defineCommand({
  name: 'form text',
  summary: '看一份文书填好后的文字，改好后可以交给 form print --text',
  options: { id: record, form, variant: { value: 'V', help: '内部、上报或公示', choices: variant.options } },
  run: async (ctx, options) => {
    const page = await (await ctx.signedIn()).forms.page({
      record: options.id,
      form: options.form,
      variant: variant.parse(options.variant ?? 'internal'),
    })
    const { title, pages } = page
    return { json: { title, pages, text: page.text }, text: page.text }
  },
})

const print = defineCommand({
  name: 'form print',
  summary: '把一份文书按记录填好，写成可打印的文件',
  options: {
    id: record,
    form,
    format: { value: 'F', help: '文件格式', required: true, choices: formats },
    out: { value: 'F', help: '写到哪个文件', required: true },
    variant: { value: 'V', help: '内部、上报或公示', choices: variant.options },
    text: { value: 'F', help: '用这个文件里的文字，不用记录填的（先用 form text 取出来改）' },
    whole: { help: '不遮盖个人信息（要有权限，会记入审计）' },
  },
  run: async (ctx, options) => {
    const rpc = await ctx.signedIn()
    const file = resolve(options.out)
    const written = await rpc.forms.write({
      record: options.id,
      form: options.form,
      variant: variant.parse(options.variant ?? 'internal'),
      whole: options.whole,
      ...(options.text !== undefined && { text: textOfFile(resolve(options.text)) }),
      format: formats.find((known) => known === options.format) ?? 'html',
      file: ctx.file(file),
    })
    const { bytes, pages, number } = written
    return {
      json: { file, bytes, pages, number },
      text: `已写入 ${basename(file)}：${pages} 页，编号 ${number}`,
    }
  },
})

export const formCommands = [list, text, print]
