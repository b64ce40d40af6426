import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { fingerprintText } from '../../../shared/exchange/fingerprint'
import { type HandOverFacts, slipSheet } from '../../../shared/exchange/slip'
import { sheetPages } from '../../../shared/paper/sheet/markup'
import type { OpenContext } from '../context'
import { localMinute } from '../moment'
import { siteName, siteNameOf } from '../sites/sites'
import { isAsking } from './asking'
import { findLogEntry, type LogRow, loggedSerial } from './queries'

/** The slip of one finished exchange. @throws AppError `slip.none` */
export function slipOf(ctx: OpenContext, input: Parsed<'sync.slip'>): Output<'sync.slip'> {
  const row =
    'entry' in input
      ? findLogEntry(ctx.db, input.entry)
      : loggedSerial(ctx.db, input.direction, input.serial, input.peer ?? '')
  if (row?.result !== 'ok' || row.serial === null) throw new AppError('slip.none')
  const handOver = handOverOf(ctx, row, row.serial)
  const sheet = slipSheet(handOver)
  return { entry: row.entry, ...handOver, title: sheet.title, markup: sheetPages(sheet).markup }
}

/** Answers the file whose slip was printed; the audit row is the dispatcher's. @throws AppError `slip.none` */
export function slipPrinted(
  ctx: OpenContext,
  { entry }: Parsed<'sync.slipPrinted'>,
): Output<'sync.slipPrinted'> {
  return { file: slipOf(ctx, { entry }).file }
}

function handOverOf(ctx: OpenContext, row: LogRow, serial: number): HandOverFacts {
  const { direction, medium, file, sha256, user, blobs, bytes } = row
  const own = siteName({ unit_name: ctx.site.unitName, letter: ctx.site.letter })
  const peer = siteNameOf(ctx, row.peer)
  const isExport = direction === 'export'
  return {
    direction,
    serial,
    medium,
    file,
    sha256,
    user,
    blobs,
    bytes,
    from: isExport ? own : peer,
    to: isExport ? peer : own,
    fingerprint: isExport && isAsking(ctx) ? fingerprintText(ctx.site.id) : null,
    changes: row.carried,
    added: isExport ? null : row.changes,
    at: localMinute(row.at),
  }
}
