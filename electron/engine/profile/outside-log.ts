import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { AuditAction } from '../../../shared/audit/actions'
import { type AuditDetail, appendAudit } from '../audit'
import type { EngineContext, OpenContext } from '../context'
import { readMeta, writeMeta } from '../db/meta'
import { removeNow } from '../files/rename'
import { isoNow } from '../moment'
import { newId } from '../new-id'

/**
 * What was done with a profile while its database could not be opened, a line each. The audit log takes the lines over at the
 * next sign-in; until then they lie beside the database, and stay there when a backup takes its place.
 */
export const OUTSIDE_LOG = 'outside-log.jsonl'

/** What can be done with a profile that is closed. Nothing protects this file: whoever can write here writes no other row into the audit log. */
const outsideActions = ['rescue.toExcel', 'recovery.ask'] as const satisfies readonly AuditAction[]

const line = z.object({
  id: z.string(),
  at: z.string(),
  user: z.string(),
  action: z.enum(outsideActions),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
})

/** Notes something outside the audit log; it is on the disk when this returns. */
export function noteBeside(
  ctx: Pick<EngineContext, 'profile' | 'clock' | 'random'>,
  entry: {
    readonly user: string
    readonly action: z.output<typeof line>['action']
    readonly detail: AuditDetail
  },
): void {
  const text = JSON.stringify({ id: newId(ctx), at: isoNow(ctx.clock), ...entry })
  const file = openSync(join(ctx.profile, OUTSIDE_LOG), 'a', 0o600)
  try {
    // The break in front ends a line that a power cut left half.
    writeSync(file, `\n${text}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Takes over into the audit log what was noted beside it, each line once. */
export function noteOutside({ profile, db }: OpenContext): void {
  const path = join(profile, OUTSIDE_LOG)
  if (!existsSync(path)) return
  const lines = readFileSync(path, 'utf8').split('\n').flatMap(lineIn)
  db.transaction(() => {
    const noted = readMeta(db, 'outsideNoted')
    // A crash between this and the removal of the file: what is known already is not noted again.
    const known = lines.findIndex(({ id }) => id === noted)
    for (const { id, at, user, action, detail } of lines.slice(known + 1)) {
      appendAudit(db, { at, user, action, detail: { ...detail, outside: 1 } })
      writeMeta(db, 'outsideNoted', id)
    }
  }).immediate()
  removeNow(path)
}

function lineIn(text: string): z.output<typeof line>[] {
  try {
    const read = line.safeParse(JSON.parse(text))
    return read.success ? [read.data] : []
  } catch {
    return []
  }
}
