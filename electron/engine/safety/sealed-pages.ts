import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { BEFORE_IMPORT_FILE } from '../db/before-import'
import { DATABASE_FILE } from '../db/open'

/** SQLCipher 4: so long is a page, and so much of its end is the cipher's own: an IV and an HMAC-SHA512. */
export const PAGE = 4096
const [IV, MAC] = [16, 64]
export const USABLE = PAGE - IV - MAC
const SALT = 16
/** The head of a write-ahead log, and of each page in it. */
const [LOG_HEAD, FRAME_HEAD] = [32, 24]
/** So many pages are tried to find out whether a salt and a key are the right ones. */
const TRIED = 50

/** A page of a database as it lies on the disk, still encrypted. */
export interface SealedPage {
  /** Its number from 1. */
  readonly number: number
  readonly bytes: Uint8Array
}

/** The files of a database that need not be whole: read page by page, without SQLite. */
export interface SealedPages {
  /** Pages in the database and in its write-ahead log. */
  readonly count: number
  /** Every page in every state that lies there, those of the log last. */
  each(): Iterable<SealedPage>
  /** A page in the newest state. */
  newest(number: number): Uint8Array | undefined
  /** What may be the database's salt, the likeliest first. */
  readonly salts: readonly Uint8Array[]
  close(): void
}

/** Opens the files for reading. @throws what the file system says where the database itself can not be read */
export function openPages(profile: string): SealedPages {
  const path = join(profile, DATABASE_FILE)
  const database = openSync(path, 'r')
  const log = existsSync(`${path}-wal`) ? openSync(`${path}-wal`, 'r') : undefined
  const pages = Math.ceil(fstatSync(database).size / PAGE)
  const frames = log === undefined ? [] : framesOf(log)
  const newestFrame = new Map(frames.map(({ number, at }) => [number, at]))
  const read = (number: number): Uint8Array => bytesAt(database, (number - 1) * PAGE, PAGE)
  const salts = [
    pages > 0 ? read(1).subarray(0, SALT) : undefined,
    ...(log === undefined
      ? []
      : frames.filter(({ number }) => number === 1).map(({ at }) => bytesAt(log, at, SALT))),
    saltOf(join(profile, BEFORE_IMPORT_FILE)),
  ]
  return {
    count: pages + frames.length,
    each: function* () {
      for (let number = 1; number <= pages; number++) yield { number, bytes: read(number) }
      if (log !== undefined)
        for (const { number, at } of frames) yield { number, bytes: bytesAt(log, at, PAGE) }
    },
    newest: (number) => {
      const at = newestFrame.get(number)
      if (log !== undefined && at !== undefined) return bytesAt(log, at, PAGE)
      return number >= 1 && number <= pages ? read(number) : undefined
    },
    salts: salts.filter((salt) => salt !== undefined),
    close: () => {
      closeSync(database)
      if (log !== undefined) closeSync(log)
    },
  }
}

/**
 * Where the pages of a write-ahead log begin. What is left of earlier rounds has other salts in its heads and is passed over,
 * unless the log's own head is spoilt.
 */
function framesOf(log: number): { readonly number: number; readonly at: number }[] {
  const { size } = fstatSync(log)
  const round = bytesAt(log, 16, 8)
  const all: { readonly number: number; readonly at: number; readonly isOfRound: boolean }[] = []
  for (let at = LOG_HEAD; at + FRAME_HEAD + PAGE <= size; at += FRAME_HEAD + PAGE) {
    const head = Buffer.from(bytesAt(log, at, FRAME_HEAD))
    const isOfRound = head.subarray(8, 16).equals(round)
    all.push({ number: head.readUInt32BE(0), at: at + FRAME_HEAD, isOfRound })
  }
  const ofRound = all.filter(({ isOfRound }) => isOfRound)
  return ofRound.length > 0 ? ofRound : all
}

function saltOf(path: string): Uint8Array | undefined {
  if (!existsSync(path)) return undefined
  const file = openSync(path, 'r')
  try {
    return bytesAt(file, 0, SALT)
  } finally {
    closeSync(file)
  }
}

/** Bytes of a file; what lies behind its end, and what the disk refuses, is zero. */
function bytesAt(file: number, at: number, size: number): Uint8Array {
  const bytes = Buffer.alloc(size)
  try {
    readSync(file, bytes, 0, size, at)
  } catch {
    // A bad sector: the page is lost, the others are not.
    bytes.fill(0)
  }
  return bytes
}

/** Opens single pages with one data key. */
export interface PageKey {
  /** Whether pages can be proved: the salt was found. */
  readonly proves: boolean
  /** Whether somebody with the key wrote the page as it is. */
  isProven(page: SealedPage): boolean
  /** What SQLite wrote into it; noise where page or key is not right. */
  opened(page: SealedPage): Uint8Array
}

/** The way a data key opens the pages; with the salt under which it proves one of them, if there is such a salt. */
export function pageKey(pages: SealedPages, dataKey: Uint8Array): PageKey {
  const salt = pages.salts.find((each) => provesAny(pages, macKeyOf(dataKey, each)))
  const macKey = salt && macKeyOf(dataKey, salt)
  return {
    proves: macKey !== undefined,
    isProven: (page) => macKey !== undefined && isAuthentic(page, macKey),
    opened: ({ number, bytes }) => {
      const from = number === 1 ? SALT : 0
      const cipher = createDecipheriv('aes-256-cbc', dataKey, bytes.subarray(USABLE, USABLE + IV))
      cipher.setAutoPadding(false)
      const opened = Buffer.alloc(USABLE)
      cipher.update(bytes.subarray(from, USABLE)).copy(opened, from)
      return opened
    },
  }
}

function provesAny(pages: SealedPages, macKey: Uint8Array): boolean {
  let tried = 0
  for (const page of pages.each()) {
    if (isAuthentic(page, macKey)) return true
    tried += 1
    if (tried === TRIED) return false
  }
  return false
}

function isAuthentic({ number, bytes }: SealedPage, macKey: Uint8Array): boolean {
  const place = Buffer.alloc(4)
  place.writeUInt32LE(number)
  const from = number === 1 ? SALT : 0
  const mac = createHmac('sha512', macKey)
    .update(bytes.subarray(from, USABLE + IV))
    .update(place)
    .digest()
  return timingSafeEqual(mac, bytes.subarray(USABLE + IV))
}

/** As SQLCipher 4 makes it out of a raw key. */
function macKeyOf(dataKey: Uint8Array, salt: Uint8Array): Uint8Array {
  const turned = salt.map((byte) => byte ^ 0x3a)
  return pbkdf2Sync(dataKey, turned, 2, 32, 'sha512')
}
