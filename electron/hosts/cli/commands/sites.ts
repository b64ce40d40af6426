import type { Output } from '../../../../shared/contract'
import type { Rpc } from '../../../../shared/contract/rpc'
import { AppError, errorCodes } from '../../../../shared/errors'
import { sentenceFor } from '../../../../shared/messages'
import { defineCommand } from '../command'
import { table } from '../table'

const list = defineCommand({
  name: 'site list',
  summary: '已登记的电脑：使用中的和已停用的',
  options: {},
  run: async (ctx) => {
    const { sites } = await (await ctx.signedIn()).sites.list({})
    const rows = sites.map((each) => [
      each.own ? '本机' : '',
      each.name,
      each.site,
      each.revokedAt === null ? (each.certified ? '使用中' : '等待准入') : `已停用 ${each.revokedAt}`,
      each.reason,
      each.waiting === 0 ? '' : `${each.waiting} 条变更暂不计入，等待核实`,
    ])
    return { json: { sites }, text: table(['', '电脑', '识别码', '状态', '原因', '待核实'], rows) }
  },
})

type Newcomer = Output<'sites.newcomers'>['newcomers'][number]

const words = ({ fingerprint }: Pick<Newcomer, 'fingerprint'>): string => fingerprint.join(' ')

const newcomers = defineCommand({
  name: 'site newcomers',
  summary: '等待准入的新电脑：打电话核对八个词，再 site admit 或 site refuse',
  options: {},
  run: async (ctx) => {
    const found = await (await ctx.signedIn()).sites.newcomers({})
    const rows = found.newcomers.map((each) => [each.name, each.site, words(each), each.files.length])
    return { json: found, text: table(['电脑', '识别码', '核对词', '等待的文件'], rows) }
  },
})

/** The new computer that is named by id or name. @throws AppError `join.nobody` */
async function newcomerCalled(rpc: Rpc, named: string): Promise<Newcomer> {
  const { newcomers: waiting } = await rpc.sites.newcomers({})
  const found = waiting.find(({ site, name }) => site === named || name === named)
  if (!found) throw new AppError('join.nobody', { site: named })
  return found
}

const admit = defineCommand({
  name: 'site admit',
  summary: '打电话核对八个词一致后，准入一台新电脑，并导入它等待的文件',
  options: {
    site: { value: 'SITE', help: '电脑的识别码或名称', required: true },
    fingerprint: { value: 'WORDS', help: '对方读出的八个词，用空格隔开；不一致就不准入' },
    'accept-join': { help: '核实后：接入文件或代号已有电脑用过、或来得太晚，也准入' },
  },
  run: async (ctx, options) => {
    const rpc = await ctx.signedIn()
    const found = await newcomerCalled(rpc, options.site)
    const admitted = await rpc.sites.admit({
      site: found.site,
      fingerprint: options.fingerprint ?? words(found),
      despite: options['accept-join'],
    })
    const left = admitted.refused.map((one) => `没有导入 ${one.file}：${sentenceFor(one)}`)
    return {
      json: {
        ...admitted,
        refused: admitted.refused.map(({ file, code, params }) => ({ file, code, params })),
      },
      text: [
        `已准入“${admitted.name}”（${admitted.fingerprint}），导入 ${admitted.files.length} 个文件。请导出一次带回给它。`,
        ...left,
      ].join('\n'),
      ...(left.length > 0 ? { exit: errorCodes['bundle.damaged'].exit } : {}),
    }
  },
})

const refuse = defineCommand({
  name: 'site refuse',
  summary: '核对不一致：拒绝一台新电脑，它等待的文件不再保留',
  options: { site: { value: 'SITE', help: '电脑的识别码或名称', required: true } },
  run: async (ctx, { site: named }) => {
    const rpc = await ctx.signedIn()
    const refused = await rpc.sites.refuse({ site: (await newcomerCalled(rpc, named)).site })
    return {
      json: refused,
      text: `已拒绝“${refused.name}”。请查明文件由谁送来；确是该单位的，请重新生成接入文件。`,
    }
  },
})

const revoke = defineCommand({
  name: 'site revoke',
  summary: '停用一台丢失的电脑：已收到的保留，以后的不再接收',
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
      text: `已停用“${revoked.name}”。请给其他电脑各导出一次，它们收到后也会停用它。`,
    }
  },
})

const letIn = defineCommand({
  name: 'site let-in',
  summary: '区级核实后：接收一台已停用电脑尚未计入的内容',
  options: { site: { value: 'SITE', help: '电脑的识别码或名称', required: true } },
  run: async (ctx, { site: named }) => {
    const rpc = await ctx.signedIn()
    const { sites } = await rpc.sites.list({})
    const site = sites.find((each) => each.site === named || each.name === named)?.site ?? named
    const done = await rpc.sites.letIn({ site })
    return {
      json: done,
      text: `已接收“${done.name}”的 ${done.changes} 条变更。请给其他电脑各导出一次。`,
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
      text: `已连接“${joined.unit}”。请导出一次带给市级：yuanba export --peer ${joined.site}`,
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
      text: `已读取“${joined.unit}”新的接入文件，电脑代号 ${joined.letter}。请导出一次交换文件带给区级单位。`,
    }
  },
})

export const siteCommands = [list, newcomers, admit, refuse, revoke, letIn, joinCity, rejoin]
