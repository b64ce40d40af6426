import { defineCommand } from '../command'
import { table } from '../table'

const list = defineCommand({
  name: 'site list',
  summary: '认识的电脑：使用中的和已停用的',
  options: {},
  run: async (ctx) => {
    const { sites } = await (await ctx.signedIn()).sites.list({})
    const rows = sites.map((each) => [
      each.own ? '本机' : '',
      each.name,
      each.site,
      each.revokedAt === null ? (each.certified ? '使用中' : '等待区级确认') : `已停用 ${each.revokedAt}`,
      each.reason,
      each.waiting === 0 ? '' : `${each.waiting} 条变更不算数，等待核实`,
    ])
    return { json: { sites }, text: table(['', '电脑', '识别码', '状态', '原因', '待核实'], rows) }
  },
})

const revoke = defineCommand({
  name: 'site revoke',
  summary: '停用一台丢失的电脑：已收到的留下，以后的不再收',
  options: {
    site: { value: 'SITE', help: '电脑的识别码或名称', required: true },
    reason: { value: 'T', help: '原因', required: true },
  },
  run: async (ctx, { site: named, reason }) => {
    const rpc = await ctx.signedIn()
    const { sites } = await rpc.sites.list({})
    const site = sites.find((each) => each.site === named || each.name === named)?.site ?? named
    const revoked = await rpc.sites.revoke({ site, reason })
    return {
      json: revoked,
      text: `已停用「${revoked.name}」。请给其他电脑各导出一次，它们收到后也会停用它。`,
    }
  },
})

const letIn = defineCommand({
  name: 'site let-in',
  summary: '区级核实后：收下一台已停用电脑的、还不算数的内容',
  options: { site: { value: 'SITE', help: '电脑的识别码或名称', required: true } },
  run: async (ctx, { site: named }) => {
    const rpc = await ctx.signedIn()
    const { sites } = await rpc.sites.list({})
    const site = sites.find((each) => each.site === named || each.name === named)?.site ?? named
    const done = await rpc.sites.letIn({ site })
    return {
      json: done,
      text: `已收下「${done.name}」的 ${done.changes} 条变更。请给其他电脑各导出一次。`,
    }
  },
})

const joinCity = defineCommand({
  name: 'site join-city',
  summary: '区级：用市级给的接入文件与市级连接',
  options: {
    file: { value: 'F', help: '市级给的接入文件', required: true },
    'join-passphrase-file': { value: 'P', help: '写有接入口令的文件', required: true },
  },
  run: async (ctx, options) => {
    const joinPassphrase = await ctx.passphraseIn(options['join-passphrase-file'])
    const rpc = await ctx.signedIn()
    const joined = await rpc.sites.joinCity({ file: ctx.file(options.file), joinPassphrase })
    return {
      json: joined,
      text: `已连接「${joined.unit}」。请导出一次带给市级：yuanba export --peer ${joined.site}`,
    }
  },
})

const rejoin = defineCommand({
  name: 'site rejoin',
  summary: '街道：区级没有接收本机时，读取新的接入文件，已录入的资料不变',
  options: {
    file: { value: 'F', help: '区级单位新给的接入文件', required: true },
    'join-passphrase-file': { value: 'P', help: '写有接入口令的文件', required: true },
  },
  run: async (ctx, options) => {
    const joinPassphrase = await ctx.passphraseIn(options['join-passphrase-file'])
    const rpc = await ctx.signedIn()
    const joined = await rpc.sites.rejoin({ file: ctx.file(options.file), joinPassphrase })
    return {
      json: joined,
      text: `已读取「${joined.unit}」新的接入文件，电脑代号 ${joined.letter}。请导出一次交换文件带给区级单位。`,
    }
  },
})

export const siteCommands = [list, revoke, letIn, joinCity, rejoin]
