import { resolve } from 'node:path'
import { standaloneHtml } from '../../../../shared/reports/print-style'
import { writeFileAtomically } from '../../../engine/files/atomic-file'
import { defineCommand } from '../command'
import { passphraseFrom } from '../passphrase'

const handOver = defineCommand({
  name: 'user hand-over',
  summary: '人员交接:把自己(或 --from 的人)在本机的位置交给接替的人',
  options: {
    to: { value: 'NAME', help: '接交人的姓名', required: true },
    'new-passphrase-file': { value: 'F', help: '写有接交人口令的文件', required: true },
    from: { value: 'NAME', help: '移交人;不写就是自己' },
    note: { value: 'OUT', help: '把人员交接单写到这个 HTML 文件' },
  },
  run: async (ctx, options) => {
    const newPassphrase = await passphraseFrom(options['new-passphrase-file'], undefined)
    const rpc = await ctx.signedIn()
    const { passphrase } = await ctx.newUser()
    const { title, markup, ...note } = await rpc.session.handOver({
      ...{ to: options.to, newPassphrase, passphrase },
      ...(options.from === undefined ? {} : { from: options.from }),
    })
    if (options.note !== undefined) writeFileAtomically(resolve(options.note), standaloneHtml(title, markup))
    return {
      json: note,
      text: `「${note.from}」已交接给「${note.to}」,角色${note.role},草稿 ${note.drafts} 份。`,
    }
  },
})

export const userCommands = [handOver]
