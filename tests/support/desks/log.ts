import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenContext } from '../../../electron/engine/context'
import { LARGEST_WHOLE_COPY } from '../../../electron/engine/db/before-import'
import { writeMeta } from '../../../electron/engine/db/meta'
import { migrate } from '../../../electron/engine/db/migrate'
import { openForReading, openForWriting } from '../../../electron/engine/db/open'
import { reconcileFacts } from '../../../electron/engine/facts/reconcile'
import { FAT32_LARGEST } from '../../../electron/engine/files/verified-file'
import { undisturbed } from '../../../electron/engine/pen'
import { neverCancelled } from '../../../electron/engine/tasks'
import { releaseKey } from '../../../electron/engine/update/release-key'

/** A bare profile database with a site, without users and files: what the log and its projection need. */
export function openLog(letter = 'A'): { ctx: OpenContext; clock: { time: number }; close: () => void } {
  const profile = mkdtempSync(join(tmpdir(), 'yuanba-log-'))
  const key = new Uint8Array(32).fill(7)
  const path = join(profile, 'profile.db')
  const db = openForWriting(path, key)
  migrate(db, join(profile, 'before.db'))
  reconcileFacts(db)
  const clock = { time: Date.UTC(2026, 10, 3, 1) }
  const ctx: OpenContext = {
    profile,
    appVersion: '0.0.0',
    releaseKey,
    clock: { now: () => clock.time },
    random: { bytes: (count) => new Uint8Array(count) },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    pathOf: (token) => token,
    emit: () => undefined,
    signal: neverCancelled,
    ...undisturbed,
    db,
    drafts: db,
    openReader: () => openForReading(path, key),
    site: {
      id: letter.charCodeAt(0).toString(16).padStart(16, '0'),
      role: 'street',
      scope: 'street-1',
      unit: 'street-1',
      unitName: '一街道',
      letter,
      signKey: '',
      identity: '',
    },
    user: { name: '张三', role: 'admin' },
    dataKey: key,
    formerKeys: [],
    kdfCost: 2 ** 10,
    largestFile: FAT32_LARGEST,
    largestWholeCopy: LARGEST_WHOLE_COPY,
    audit: () => 0,
    note: () => undefined,
  }
  writeMeta(db, 'site', ctx.site)
  return {
    ctx,
    clock,
    close: () => {
      db.close()
      rmSync(profile, { recursive: true })
    },
  }
}
