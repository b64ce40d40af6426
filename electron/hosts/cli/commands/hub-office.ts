import { endAtHub, refuseAtHub } from '../../../hub/office/end'
import { renewHub } from '../../../hub/office/renew'
import { defineCommand } from '../command'
import { atHub } from '../hub-at-work'
import { hubOptions } from '../hub-place'

const site = { value: 'SITE', help: '识别码', required: true } as const

const refuse = defineCommand({
  name: 'hub refuse',
  summary: '电话里核对不一致：拒绝一个等待准入的单位，它等待的文件不再保留',
  options: { ...hubOptions, site },
  run: async (ctx, options) => {
    const refused = await atHub(options, ctx, (hub) => refuseAtHub(hub, options.site))
    return {
      json: refused,
      text: `已拒绝“${refused.name}”。请查明文件由谁送来；确是该单位的，请重新生成接入文件。`,
    }
  },
})

const end = defineCommand({
  name: 'hub end',
  summary: '停用一个单位的电脑：已收到的保留，以后的不再接收',
  options: { ...hubOptions, site, reason: { value: 'T', help: '原因', required: true } },
  run: async (ctx, options) => {
    const ended = await atHub(options, ctx, (hub) => endAtHub(hub, options))
    return {
      json: ended,
      text: `已停用“${ended.name}”。该单位换了电脑的，请用 hub join-file 另写接入文件。`,
    }
  },
})

const renew = defineCommand({
  name: 'hub renew',
  summary: '数据库是用旧备份恢复的：换新密钥，以后以新的身份收发；先停止其他 hub 命令',
  options: hubOptions,
  run: async (ctx, options) => {
    const { keys, folder } = await atHub(options, ctx, renewHub)
    return {
      json: { site: keys.site.id, folder },
      text: `已换新密钥，新的识别码 ${keys.site.id}。密钥写在 ${folder}；由 systemd 凭据提供的，请更新凭据。\n请给各单位各导出一次：它们收下以后，会把这里缺的内容重新带来。`,
    }
  },
})

export const hubOfficeCommands = [refuse, end, renew]
