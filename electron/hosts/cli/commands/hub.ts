import { mkdtemp } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { AppError, errorCodes } from '../../../../shared/errors'
import { fingerprintText } from '../../../../shared/exchange/fingerprint'
import { writeFileAtomically } from '../../../engine/files/atomic-file'
import { moveFile, removeFolderNow } from '../../../engine/files/rename'
import { settleDerived } from '../../../hub/derived'
import type { WatchedFolder } from '../../../hub/ingest/watch-told'
import { joinAbove } from '../../../hub/office/join-above'
import { admitToHub, hubJoinFile, hubNewcomers } from '../../../hub/office/newcomers'
import { exportFromHub } from '../../../hub/upkeep/export-hub'
import { hubStatus } from '../../../hub/upkeep/hub-status'
import { verifyHub } from '../../../hub/upkeep/verify-hub'
import { defineCommand } from '../command'
import { atHub } from '../hub-at-work'
import { hubOptions } from '../hub-place'
import { table } from '../table'
import { hubIngest, ingestedExit, ingestedText } from './hub-ingest'
import { hubInit } from './hub-init'

const joinFile = defineCommand({
  name: 'hub join-file',
  summary: '为一个区县（省级库为一个市）写接入文件',
  options: {
    ...hubOptions,
    out: { value: 'F', help: '接入文件写到哪里', required: true },
    'join-passphrase-file': { value: 'P', help: '程序生成的接入口令写到这个文件', required: true },
  },
  run: async (ctx, options) => {
    const out = resolve(options.out)
    const folder = await mkdtemp(join(dirname(out), '.yuanba-')).catch((cause: unknown) => {
      throw new AppError('file.unwritable', { file: out }, { cause })
    })
    try {
      const made = await atHub(options, ctx, (hub) => hubJoinFile(hub, folder))
      writeFileAtomically(resolve(options['join-passphrase-file']), `${made.passphrase}\n`, 0o600)
      await moveFile(join(folder, made.file), out)
      return {
        json: { file: out, expires: made.expires },
        text: `接入文件：${out}\n接入口令写在 ${options['join-passphrase-file']}，请打电话告诉对方，不要和接入文件放在一起\n有效期至 ${made.expires}`,
      }
    } finally {
      removeFolderNow(folder)
    }
  },
})

const joinAboveCommand = defineCommand({
  name: 'hub join',
  summary: '市级库用省级库的接入文件接入；之后 hub export 给它的文件会请求准入',
  options: {
    ...hubOptions,
    file: { value: 'F', help: '接入文件', required: true },
    'join-passphrase-file': { value: 'P', help: '接入口令在这个文件里', required: true },
  },
  run: async (ctx, options) => {
    const passphrase = await ctx.passphraseIn(options['join-passphrase-file'])
    const joined = await atHub(options, ctx, (hub) => joinAbove(hub, resolve(options.file), passphrase))
    return { json: joined, text: `已接入“${joined.unit}”（${joined.site}）。请导出一次交给它。` }
  },
})

const newcomers = defineCommand({
  name: 'hub newcomers',
  summary: '等待准入的单位：打电话核对八个词，再 hub admit',
  options: hubOptions,
  run: async (ctx, options) => {
    const found = await atHub(options, ctx, hubNewcomers)
    const rows = found.map(({ name, site, files }) => [name, site, fingerprintText(site), files.length])
    return {
      json: { newcomers: found },
      text: table(['单位', '识别码', '核对词', '等待的文件'], rows),
    }
  },
})

const admit = defineCommand({
  name: 'hub admit',
  summary: '打电话核对八个词一致后，准入一个单位，并导入它等待的文件',
  options: {
    ...hubOptions,
    site: { value: 'SITE', help: '识别码', required: true },
    fingerprint: { value: 'WORDS', help: '对方读出的八个词，用空格隔开；不一致就不准入', required: true },
    'accept-join': { help: '核实后：接入文件已用过、或来得太晚，也准入' },
  },
  run: async (ctx, { site, fingerprint, ...options }) => {
    const asked = { site, fingerprint, despite: options['accept-join'] }
    const admitted = await atHub(options, ctx, async (hub) => {
      const done = await admitToHub(hub, asked)
      await settleDerived(hub.store)
      return done
    })
    return {
      json: admitted,
      text: `已准入 ${admitted.site}，导入 ${admitted.files.length} 个文件。请用 hub export 导出一次带回给它。\n${ingestedText(admitted.files)}`,
      ...ingestedExit(admitted.files),
    }
  },
})

const exportCommand = defineCommand({
  name: 'hub export',
  summary: '给一个区县（市）导出回执和本级内容',
  options: {
    ...hubOptions,
    to: { value: 'DIR', help: '写到哪个文件夹', required: true },
    peer: { value: 'SITE', help: '给哪个单位：识别码', required: true },
    'with-contents': { help: '请对方把还没有来的附件也带来' },
  },
  run: async (ctx, { to, peer, ...options }) => {
    const asked = { site: peer, asksForContents: options['with-contents'] }
    const made = await atHub(options, ctx, (hub) => exportFromHub(hub, asked, resolve(to)))
    return {
      json: made,
      text: `已写入 ${join(resolve(to), made.file)}\n给“${made.peer}”，第 ${made.serial} 批，${made.changes} 项改动，${made.bytes} 字节\nSHA-256 ${made.sha256}`,
    }
  },
})

const verify = defineCommand({
  name: 'hub verify',
  summary: '检查库：改动的链和签名、按改动重做每条记录再比对、收到的文件、平台的操作记录',
  options: hubOptions,
  run: async (ctx, options) => {
    const found = await atHub(options, ctx, verifyHub)
    const rows = found.districts.flatMap(({ district, checks }) =>
      checks.map(({ name, ok, detail }) => [district, ok ? '正常' : '有问题', name, detail]),
    )
    const { count, wrong } = found.files
    const files = wrong.length === 0 ? '都在' : `${wrong.length} 个不在或已损坏：${wrong.join('、')}`
    const { auditBreaks, shared } = found
    const twice = shared.map(({ id, districts }) => `编号 ${id} 在几个单位都有：${districts.join('、')}`)
    const audit = auditBreaks === null ? '前后相接' : `从第 ${auditBreaks} 条起被改过`
    return {
      json: found,
      text: `${table(['单位', '结果', '检查', '说明'], rows)}\n收到的文件 ${count} 个，${files}\n平台的操作记录：${audit}${twice.map((line) => `\n${line}`).join('')}`,
      ...(found.ok ? {} : { exit: errorCodes['profile.damaged'].exit }),
    }
  },
})

const watchStates: Readonly<Record<WatchedFolder['state'], string>> = {
  watching: '正在看',
  stopped: '已停止',
  silent: '没有消息（进程可能已经中断）',
}

function folderText({ computer, folder, files, oldest, behind, heardAt, state }: WatchedFolder): string {
  const waiting = `${files} 个文件等待导入${oldest === null ? '' : `，最早的从 ${oldest} 起`}`
  const others = behind === 0 ? '' : `，其中 ${behind} 个要等前面的批次`
  return `${computer} 上的 ${folder}：${watchStates[state]}，${waiting}${others}（${heardAt} 时）`
}

const status = defineCommand({
  name: 'hub status',
  summary: '各单位收到哪里、缺哪几批，等待导入、等待准入的和没有导入的文件',
  options: hubOptions,
  run: async (ctx, options) => {
    const found = await atHub(options, ctx, hubStatus)
    const rows = found.districts.map((one) => [
      one.district,
      one.unit,
      one.lastFile ?? '还没有',
      one.lagDays ?? '',
      one.serial ?? '',
      one.gaps.join('、'),
      one.records,
      one.changes,
      one.anomalies,
    ])
    const refused = found.refusals.map(({ at, file, reason }) => `${at} ${file}：${reason}`)
    return {
      json: found,
      text: [
        table(
          ['单位', '单位编号', '最近一次', '距今天数', '批次', '缺的批次', '记录', '改动', '异常数据'],
          rows,
        ),
        `等待准入：${found.waiting.newcomers} 个单位，${found.waiting.files} 个文件`,
        ...(found.watched.length === 0 ? [] : ['看着的文件夹：', ...found.watched.map(folderText)]),
        ...(refused.length === 0 ? [] : ['没有导入的文件：', ...refused]),
      ].join('\n'),
    }
  },
})

export const hubCommands = [
  hubInit,
  joinFile,
  joinAboveCommand,
  newcomers,
  admit,
  hubIngest,
  exportCommand,
  verify,
  status,
]
