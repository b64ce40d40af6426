import { join, resolve } from 'node:path'
import type { Rpc } from '../../../../shared/contract/rpc'
import { streamKey } from '../../../../shared/sync/change'
import { defineCommand } from '../command'
import { table } from '../table'

/** The site id of a peer named by id or name; `district` and nothing mean the one that a street has. */
async function peerOption(rpc: Rpc, named: string | undefined): Promise<{ peer?: string }> {
  if (named === undefined || named === 'district') return {}
  const { peers } = await rpc.sync.status({})
  return { peer: peers.find(({ site, name }) => site === named || name === named)?.site ?? named }
}

const exportCommand = defineCommand({
  name: 'export',
  summary: '导出一个交换文件,写入后读回核对',
  options: {
    to: { value: 'DIR', help: '写到哪个文件夹', required: true },
    peer: { value: 'district|SITE', help: '给谁;街道默认给区级' },
    medium: { value: 'NO', help: '介质编号' },
  },
  run: async (ctx, { to, peer, medium }) => {
    const rpc = await ctx.signedIn()
    const made = await rpc.sync.exportBundle({
      folder: ctx.file(to),
      ...(await peerOption(rpc, peer)),
      ...(medium === undefined ? {} : { medium }),
    })
    const file = join(resolve(to), made.file)
    return {
      json: { ...made, file },
      text: `已写入并校验:${file}\n给「${made.peer}」,第 ${made.serial} 包,${made.changes} 项改动,${made.bytes} 字节\nSHA-256 ${made.sha256}`,
    }
  },
})

const results = { ready: '可以导入', applied: '已导入', 'nothing-new': '没有新内容', partial: '导入了一部分' }

const importCommand = defineCommand({
  name: 'import',
  summary: '导入交换文件',
  operands: { value: 'FILE', help: '交换文件(.ybb)', many: true },
  options: {
    'dry-run': { help: '只看会有什么变化,不导入' },
    'allow-mass-delete': { help: '即使会删除一半以上的记录也导入' },
    'accept-closed': { help: '区级核实后:也收下已停用电脑的内容' },
  },
  run: async (ctx, options, operands) => {
    const rpc = await ctx.signedIn()
    const tokens = operands.map((path) => ctx.file(path))
    const chosen = { files: tokens, acceptClosed: options['accept-closed'] }
    const { files } = options['dry-run']
      ? await rpc.sync.preview(chosen)
      : await rpc.sync.importBundles({ ...chosen, allowMassDelete: options['allow-mass-delete'] })
    const rows = files.map((f) => [
      f.file,
      f.from,
      f.serial,
      f.changes,
      f.new,
      f.changed,
      f.conflicts,
      f.gaps.length > 0 ? `缺第 ${f.gaps.join('、')} 包` : '',
      results[f.result],
    ])
    return {
      json: { files },
      text: table(['文件', '来自', '序号', '改动', '新增', '更新', '不同填法', '缺包', '结果'], rows),
    }
  },
})

const status = defineCommand({
  name: 'status',
  summary: '交换的情况:各台电脑还缺什么、收到了什么',
  options: {},
  run: async (ctx) => {
    const found = await (await ctx.signedIn()).sync.status({})
    const vector = Object.fromEntries(found.streams.map((s) => [streamKey(s.site, s.scope), s.seq]))
    const rows = found.peers.map((p) => [
      p.name,
      p.site,
      p.pending,
      p.lastExport?.serial ?? '',
      p.confirmedSerial ?? '',
      p.lastImport?.serial ?? '',
      p.gaps.length > 0 ? p.gaps.join('、') : '',
    ])
    const head = ['单位', '机器', '待导出', '已导出到', '对方确认到', '已收到', '缺包']
    return {
      json: { ...found, vector },
      text: `本机 ${found.site},有不同填法的记录 ${found.conflicts} 条\n${table(head, rows)}`,
    }
  },
})

const siteList = defineCommand({
  name: 'site list',
  summary: '认识的电脑:使用中的和已停用的',
  options: {},
  run: async (ctx) => {
    const { sites } = await (await ctx.signedIn()).sync.sites({})
    const rows = sites.map((each) => [
      each.own ? '本机' : '',
      each.name,
      each.site,
      each.revokedAt === null ? (each.certified ? '使用中' : '等待区级确认') : `已停用 ${each.revokedAt}`,
      each.reason,
    ])
    return { json: { sites }, text: table(['', '电脑', '识别码', '状态', '原因'], rows) }
  },
})

const siteRevoke = defineCommand({
  name: 'site revoke',
  summary: '停用一台丢失的电脑:已收到的留下,以后的不再收',
  options: {
    site: { value: 'SITE', help: '电脑的识别码或名称', required: true },
    reason: { value: 'T', help: '原因', required: true },
  },
  run: async (ctx, { site: named, reason }) => {
    const rpc = await ctx.signedIn()
    const { sites } = await rpc.sync.sites({})
    const site = sites.find((each) => each.site === named || each.name === named)?.site ?? named
    const revoked = await rpc.sync.revoke({ site, reason })
    return { json: revoked, text: `已停用「${revoked.name}」。请给其他电脑各导出一次,它们收到后也会停用它。` }
  },
})

export const syncCommands = [exportCommand, importCommand, status, siteList, siteRevoke]
