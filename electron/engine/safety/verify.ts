import type { Output } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { changeHash, idOfChange } from '../../../shared/sync/chain'
import { checkWords } from '../../../shared/sync/checks'
import { checkpointText } from '../../../shared/sync/manifest'
import { brokenAuditRow } from '../audit'
import { countFiles } from '../blobs/check-files'
import { branchesOf, hashBefore } from '../changes/branches'
import { changesOfBranch, sha256Hex } from '../changes/log'
import { openSaid } from '../changes/namesakes'
import { rebuildRecords } from '../changes/rebuild'
import type { OpenContext, ReadDb } from '../context'
import { isDamage } from '../db/disk-error'
import { isNewer } from '../db/migrate'
import { ownLogGone } from '../exchange/agreement'
import { compareFacts } from '../facts/compare'
import { compareSums } from '../figures/refresh-sums'
import { knownKeys } from '../profile/known-keys'
import { isSigned } from '../sites/keys'
import { findSite } from '../sites/queries'
import { allCheckpoints } from '../streams/queries'

type Check = Output<'safety.verify'>['checks'][number]

/** Lets other calls in between, and tells how far it is. @throws AppError `task.cancelled` */
type Pause = () => Promise<void> | undefined

/** Work between two breaths. */
const STEP = 2000

/** Looks at everything that can be proved: pages, chains, signatures, audit, the projection against the log, and facts against it. @throws AppError `task.cancelled` */
export async function verifyProfile(ctx: OpenContext): Promise<Output<'safety.verify'>> {
  const reader = ctx.openReader()
  try {
    reader.exec('BEGIN')
    let done = 0
    const total = 3 * branchesOf(reader).reduce((sum, { seq, after }) => sum + seq - after, 0)
    const pause: Pause = () => {
      ctx.signal.throwIfAborted()
      done += 1
      if (done % STEP !== 0) return undefined
      ctx.emit('progress', { task: 'verify', done: Math.min(done, total), total })
      return new Promise((resolve) => setImmediate(resolve))
    }
    const checks = [
      checkPages(reader),
      checkKeys(ctx),
      checkDrafts(ctx.drafts),
      ...(await checkLog(reader, pause)),
      checkAudit(reader),
      await checkProjection(reader, pause),
      ...(await checkFacts(ctx, reader, pause)),
      await checkAttachments(ctx, reader),
    ]
    return { ok: checks.every((check) => check.ok), checks }
  } finally {
    reader.close()
  }
}

/** Every page is authenticated as SQLCipher reads it, so reading them all proves them all. */
function checkPages(db: ReadDb): Check {
  const { name, detail } = checkWords.pages
  const verdict = String(db.pragma('integrity_check', { simple: true }))
  return { name, ok: verdict === 'ok', detail: detail(verdict === 'ok' ? '' : verdict) }
}

const wrongKeys: ReadonlySet<string> = new Set([
  'profile.keys-changed',
  'profile.damaged',
  'profile.missing',
  'profile.trial-version',
])

/** Nobody notices a spoilt entry of the file of keys, the one for the recovery key above all, until it is needed. */
function checkKeys(ctx: OpenContext): Check {
  const { name, detail } = checkWords.keys
  const ok = hasKnownKeys(ctx)
  return { name, ok, detail: detail(ok) }
}

/** @throws AppError as `diskError`: what can not be read now is not wrong */
function hasKnownKeys(ctx: OpenContext): boolean {
  try {
    knownKeys(ctx)
    return true
  } catch (error) {
    if (error instanceof AppError && wrongKeys.has(error.code)) return false
    throw error
  }
}

/** Drafts that can not be read are lost, and nothing else: the next sign-in begins them anew. */
function checkDrafts(drafts: ReadDb): Check {
  const { name, detail } = checkWords.drafts
  const problem = problemOf(drafts)
  return { name, ok: problem === '', detail: detail(problem) }
}

function problemOf(db: ReadDb): string {
  try {
    const verdict = String(db.pragma('integrity_check', { simple: true }))
    return verdict === 'ok' ? '' : verdict
  } catch (error) {
    if (isDamage(error)) return 'SQLITE_CORRUPT'
    throw error
  }
}

/** The log itself: every change follows from the one before it, and every signature is its site's. */
export async function checkLog(db: ReadDb, pause: Pause): Promise<readonly Check[]> {
  return [await checkChains(db, pause), checkCheckpoints(db)]
}

async function checkChains(db: ReadDb, pause: Pause): Promise<Check> {
  const { name, detail } = checkWords.chains
  const asSaid = openSaid(db)
  let count = 0
  let ok = true
  for (const { branch, after, seq, hash } of branchesOf(db)) {
    let prev = hashBefore(db, { branch, from: after + 1 })
    let last = after
    for (const change of changesOfBranch(db, branch, 1, Number.MAX_SAFE_INTEGER)) {
      prev = changeHash({ ...asSaid(change), prev }, sha256Hex)
      if (change.seq !== last + 1 || change.id !== idOfChange(change.clock, prev)) ok = false
      last = change.seq
      count += 1
      await pause()
    }
    if (last !== seq || prev !== hash || (after > 0 && last === after)) ok = false
  }
  return { name, ok, detail: detail(count) }
}

function checkCheckpoints(db: ReadDb): Check {
  const { name, detail } = checkWords.checkpoints
  const rows = allCheckpoints(db)
  const ok = rows.every(({ site, scope, seq, hash, signature }) => {
    const key = findSite(db, site)?.sign_key
    return (
      key !== undefined &&
      hash !== null &&
      isSigned(key, checkpointText({ site, scope, to: seq, head: hash }), signature)
    )
  })
  return { name, ok, detail: detail(rows.length) }
}

function checkAudit(db: ReadDb): Check {
  const { name, detail } = checkWords.audit
  const broken = brokenAuditRow(db)
  const gone = ownLogGone(db)
  return { name, ok: broken === null && gone === null, detail: detail(broken ?? 0, gone ?? 0) }
}

/** What the log makes of each record, compared with what stands there. */
export async function checkProjection(db: ReadDb, pause: Pause): Promise<Check> {
  const { name, detail } = checkWords.projection
  let [count, wrong] = [0, 0]
  for (const { same } of rebuildRecords(db)) {
    count += 1
    if (!same) wrong += 1
    await pause()
  }
  return { name, ok: wrong === 0, detail: detail(count, wrong) }
}

/** Of a profile that a newer version made this version does not know which facts it keeps. */
async function checkFacts({ db: live }: OpenContext, db: ReadDb, pause: Pause): Promise<readonly Check[]> {
  if (isNewer(live)) return []
  const { name, detail } = checkWords.facts
  let wrong = 0
  for (const compared of [compareFacts(db), compareSums(db)])
    for (const { same } of compared) {
      if (!same) wrong += 1
      await pause()
    }
  return [{ name, ok: wrong === 0, detail: detail(wrong) }]
}

/**
 * A content that other sites have not sent is no damage. Contents added here, and those that have arrived, must be here
 * and whole.
 */
async function checkAttachments(ctx: OpenContext, db: ReadDb): Promise<Check> {
  const { name, detail } = checkWords.attachments
  const { count, missing, wrong } = await countFiles(ctx, db)
  return { name, ok: wrong === 0, detail: detail(count, missing, wrong) }
}
