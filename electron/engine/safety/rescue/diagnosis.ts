import { closeSync, existsSync, openSync, readdirSync, readSync, statfsSync, statSync } from 'node:fs'
import { arch, platform, release } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../../../shared/errors'
import { newestVersion } from '../../db/migrations'
import { DATABASE_FILE, DATABASE_SUFFIXES } from '../../db/open'
import { DRAFTS_FILE } from '../../drafts/drafts-file'
import { isoNow } from '../../moment'
import { KEYS_FILE, readKeys } from '../../profile/keys-file'
import type { DoorContext } from '../../session'
import { openPages, PAGE } from '../sealed-pages'

/** Names in a profile's folder that may be said: our own. Anything else somebody has put there, under a name of theirs. */
const ours =
  /^(profile\.db|drafts\.db|keys\.json|tries\.json|lock\.db|begun|outside-log\.jsonl|before-[\w.-]+|backup-of-[\w.-]+|blobs|backups|[\w-]+\.left-[\d]+)(-wal|-shm|-journal|\.tmp|\.left-\d+[\w-]*)*$/

/**
 * What an expert asks for when a profile does not open, as lines of text. It is made without any key, so that it can hold nothing of
 * what was typed; no name of a person stands in it either.
 */
export function diagnosisLines(ctx: DoorContext): string[] {
  const { profile } = ctx
  return [
    '院坝普法台诊断（不含任何填写的内容、姓名和密钥）',
    `时间：${isoNow(ctx.clock)}`,
    `程序：${ctx.appVersion}，数据库版本 ${newestVersion}，Node ${process.versions.node}，${platform()} ${release()} ${arch()}`,
    `磁盘：${freeWords(profile)}`,
    '',
    '文件（名称、字节、修改时间）：',
    ...fileLines(profile),
    '',
    `${KEYS_FILE}：${keysWords(profile)}`,
    ...[DATABASE_FILE, DRAFTS_FILE].flatMap((file) => headLines(profile, file)),
    '',
    ...pageLines(profile),
  ]
}

function freeWords(profile: string): string {
  try {
    const { bavail, bsize, type } = statfsSync(profile)
    return `可用 ${Math.floor((bavail * bsize) / 1024 / 1024)} MB，文件系统类型 0x${type.toString(16)}`
  } catch (error) {
    return `读不出（${codeOf(error)}）`
  }
}

function fileLines(profile: string): string[] {
  let others = 0
  const lines = readdirSync(profile, { withFileTypes: true }).flatMap((entry) => {
    if (!ours.test(entry.name)) {
      others += 1
      return []
    }
    const path = join(profile, entry.name)
    if (entry.isDirectory()) return [`  ${entry.name}/ ${readdirSync(path).length} 个文件`]
    const { size, mtime } = statSync(path)
    return [`  ${entry.name} ${size} ${mtime.toISOString()}`]
  })
  return others > 0 ? [...lines, `  另有 ${others} 个不是程序写的文件`] : lines
}

function keysWords(profile: string): string {
  try {
    return `读得出，${readKeys(profile).users.length} 人`
  } catch (error) {
    const size = statSync(join(profile, KEYS_FILE), { throwIfNoEntry: false })?.size
    return size === undefined ? '没有这个文件' : `读不出（${codeOf(error)}，${size} 字节）`
  }
}

/** Whether the sizes fit, and whether the first bytes are what a cipher leaves: anything but zeros or the head of a plain database. */
function headLines(profile: string, file: string): string[] {
  const path = join(profile, file)
  if (!existsSync(path)) return [`${file}：没有这个文件`]
  try {
    const { size } = statSync(path)
    const head = firstBytes(path)
    const words = head.every((byte) => byte === 0)
      ? '全是零'
      : head.toString('latin1').startsWith('SQLite format')
        ? '未加密的数据库'
        : '像加密的数据库'
    const beside = DATABASE_SUFFIXES.filter((suffix) => suffix !== '' && existsSync(path + suffix)).join(' ')
    const isEven = size % PAGE === 0 ? '整页' : `不是整页，余 ${size % PAGE} 字节`
    return [`${file}：${size} 字节（${isEven}），开头${words}${beside && `，旁边有 ${beside}`}`]
  } catch (error) {
    return [`${file}：读不出（${codeOf(error)}）`]
  }
}

function firstBytes(path: string): Buffer {
  const head = Buffer.alloc(16)
  const file = openSync(path, 'r')
  try {
    readSync(file, head)
    return head
  } finally {
    closeSync(file)
  }
}

/** Pages that hold nothing but zeros, which no page of an encrypted database does. */
function pageLines(profile: string): string[] {
  try {
    const pages = openPages(profile)
    try {
      const zero: number[] = []
      for (const { number, bytes } of pages.each()) if (bytes.every((byte) => byte === 0)) zero.push(number)
      const first = zero.slice(0, 20).join(' ')
      return [
        `页：共 ${pages.count} 页，全零的 ${zero.length} 页${first && `（${first}${zero.length > 20 ? ' …' : ''}）`}`,
      ]
    } finally {
      pages.close()
    }
  } catch (error) {
    return [`页：读不出（${codeOf(error)}）`]
  }
}

/** What the system or the program calls an error: never its sentence, which may hold a path. */
function codeOf(error: unknown): string {
  if (error instanceof AppError) return error.code
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '未知错误'
}
