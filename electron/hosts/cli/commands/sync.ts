import { join, resolve } from 'node:path'
import type { Output } from '../../../../shared/contract'
import type { Rpc } from '../../../../shared/contract/rpc'
import { errorCodes } from '../../../../shared/errors'
import { clockText, gapText, systemText, warningsText } from '../../../../shared/exchange/peer-texts'
import { recheckedText, writtenText } from '../../../../shared/exchange/written-texts'
import { sentenceFor } from '../../../../shared/messages'
import { standaloneHtml } from '../../../../shared/paper/print-style'
import { streamKey } from '../../../../shared/sync/change'
import { writeFileAtomically } from '../../../engine/files/atomic-file'
import { defineCommand } from '../command'
import { table } from '../table'
import { wholeNumber } from '../usage'

type Peer = Output<'sync.status'>['peers'][number]

/** The site id of a peer named by id or name; `district` and nothing mean the one that a street has. */
async function peerOption(rpc: Rpc, named: string | undefined): Promise<{ peer?: string }> {
  if (named === undefined || named === 'district') return {}
  const { peers } = await rpc.sync.status({})
  return { peer: peers.find(({ site, name }) => site === named || name === named)?.site ?? named }
}

const exportCommand = defineCommand({
  name: 'export',
  summary: '导出一个交换文件，写入后读回核对',
  options: {
    to: { value: 'DIR', help: '写到哪个文件夹', required: true },
    peer: { value: 'district|SITE', help: '给谁；街道默认给区级' },
    medium: { value: 'NO', help: 'U盘编号' },
  },
  run: async (ctx, { to, peer, medium }) => {
    const rpc = await ctx.signedIn()
    const folder = ctx.file(to)
    const made = await rpc.sync.exportBundle({
      folder,
      ...(await peerOption(rpc, peer)),
      ...(medium === undefined ? {} : { medium }),
    })
    const update = await rpc.update.bring({ folder, site: made.peerSite })
    const file = join(resolve(to), made.file)
    return {
      json: { ...made, file, update },
      text: `${writtenText(made.readFrom)}：${file}${made.readFrom === 'memory' ? '\n暂时无法从U盘读回核对：请安全弹出后重新插入，再用 recheck 核对' : ''}\n给“${made.peer}”，第 ${made.serial} 批，${made.changes} 项改动，${made.bytes} 字节${made.left > 0 ? `\n还有 ${made.left} 个附件这次放不下（一个文件最大 4 GB），请再导出一次，会接着带上，两个文件都要交给对方` : ''}\nSHA-256 ${made.sha256}${update === null ? '' : `\n一起带上的更新包：${update.file}（${update.version} 版）`}`,
    }
  },
})

const results = {
  ready: '可以导入',
  applied: '已导入',
  'nothing-new': '没有新内容',
  partial: '导入了一部分',
  waiting: '等待准入',
}

const importCommand = defineCommand({
  name: 'import',
  summary: '导入交换文件；几个一起给时各算各的，先后不拘',
  operands: { value: 'FILE', help: '交换文件（.ybb）', many: true },
  options: {
    'dry-run': { help: '只看会有什么变化，不导入' },
    'allow-mass-delete': { help: '即使会删除一半以上的记录也导入' },
    'accept-closed': { help: '区级核实后：也接收已停用电脑的内容' },
    'accept-forgotten': { help: '区级恢复备份后、核实后：重新认可备份之后接入的电脑' },
  },
  run: async (ctx, options, operands) => {
    const rpc = await ctx.signedIn()
    const tokens = operands.map((path) => ctx.file(path))
    const chosen = {
      files: tokens,
      acceptClosed: options['accept-closed'],
      acceptForgotten: options['accept-forgotten'],
    }
    const { files, refused } = options['dry-run']
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
      warningsText(f),
      results[f.result],
    ])
    const headings = ['文件', '来自', '序号', '改动', '新增', '更新', '不同内容', '提示', '结果']
    const left = refused.map((one) => `没有导入 ${one.file}：${sentenceFor(one)}`)
    return {
      json: { files, refused: refused.map(({ file, code, params }) => ({ file, code, params })) },
      text: [...(files.length > 0 ? [table(headings, rows)] : []), ...left].join('\n'),
      ...(refused.length > 0 ? { exit: errorCodes['bundle.damaged'].exit } : {}),
    }
  },
})

const recheck = defineCommand({
  name: 'recheck',
  summary: '重新读U盘上的交换文件，核对是不是本机收发的那一个',
  operands: { value: 'FILE', help: '交换文件（.ybb）', many: true },
  options: {},
  run: async (ctx, _options, operands) => {
    const rpc = await ctx.signedIn()
    const { files } = await rpc.sync.recheck({ files: operands.map((path) => ctx.file(path)) })
    return {
      json: { files },
      text: files.map(recheckedText).join('\n'),
      ...(files.some(({ same }) => same === null) ? { exit: errorCodes['bundle.damaged'].exit } : {}),
    }
  },
})

/** The program of a peer, and whether it knows older or newer tables than this one. */
function programText(program: Peer['program']): string {
  if (program === null) return ''
  const marks = [program.older.length > 0 ? '旧' : '', program.newer.length > 0 ? '新' : ''].filter(Boolean)
  const app = `${program.app} ${systemText(program)}`.trim()
  return marks.length > 0 ? `${app}（表较${marks.join('、较')}）` : app
}

const status = defineCommand({
  name: 'status',
  summary: '交换的情况：各台电脑还缺什么、收到了什么',
  options: {},
  run: async (ctx) => {
    const found = await (await ctx.signedIn()).sync.status({})
    const vector = Object.fromEntries(found.streams.map((s) => [streamKey(s.site, s.scope), s.seq]))
    const rows = found.peers.map((p) => [
      p.revoked ? `${p.name}（已停用）` : p.name,
      p.site,
      p.pending,
      p.lastExport?.serial ?? '',
      p.confirmedSerial ?? '',
      p.lastSerial ?? '',
      p.silentDays === null ? '' : `${p.silentDays} 天前`,
      programText(p.program),
      p.clockOffset === null ? '' : clockText(p.clockOffset),
      gapText(p.gaps),
    ])
    const head = [
      ...['单位', '电脑', '待导出', '已导出到', '对方确认到', '已收到', '上次收到'],
      ...['版本', '时钟', '缺少批次'],
    ]
    return {
      json: { ...found, vector },
      text: `本机 ${found.site}，内容不一致的记录 ${found.conflicts} 条\n${table(head, rows)}`,
    }
  },
})

const slip = defineCommand({
  name: 'slip',
  summary: '打印收发登记单（HTML 文件）',
  options: {
    serial: { value: 'N', help: '批次', required: true },
    out: { value: 'F', help: '写到哪个文件', required: true },
    direction: { value: 'D', help: 'export（发出，默认）或 import（收到）', choices: ['export', 'import'] },
    peer: { value: 'SITE', help: '对方；不写就是这个批次最近的一次' },
  },
  run: async (ctx, { serial, out, direction, peer }) => {
    const rpc = await ctx.signedIn()
    const { title, markup, ...found } = await rpc.sync.slip({
      serial: wholeNumber('serial', serial, 1, Number.MAX_SAFE_INTEGER),
      direction: direction === 'import' ? 'import' : 'export',
      ...(await peerOption(rpc, peer)),
    })
    const path = resolve(out)
    writeFileAtomically(path, standaloneHtml(title, markup))
    await rpc.sync.slipPrinted({ entry: found.entry, how: 'html' })
    return { json: { ...found, slip: path }, text: `已写入 ${path}` }
  },
})

export const syncCommands = [exportCommand, importCommand, recheck, status, slip]
