import { isPicture } from '../../../shared/attachments/content'
import type { Output, Parsed } from '../../../shared/contract'
import { printedRecord } from '../../../shared/disclosure/printed-record'
import { kindOf } from '../../../shared/kinds'
import type { PaperMarks } from '../../../shared/paper/marks'
import { toBody } from '../../../shared/records/both-shapes'
import type { Flat } from '../../../shared/shapes'
import { openBlobStore } from '../blobs/blob-store'
import type { OpenContext } from '../context'
import { isOnlyLookedAt } from '../db/open'
import { districtWords } from '../district/words'
import { districtMarks } from '../handout/district-marks'
import { handOut } from '../handout/hand-out'
import { today } from '../moment'
import { nameFinder, nameOrId } from '../records/names'
import { recordRow } from '../records/papers'
import { filesIn } from './files-of-record'

/**
 * What stands around a record's photos on paper, and which of them may stand there at all, noted in the audit log. 公示 names
 * the record by its kind and number only; pictures of papers that people bring are no photos to hand out. @throws AppError `record.not-found`
 */
export function printPhotos(
  ctx: OpenContext,
  { record, variant }: Parsed<'attachments.printPhotos'>,
): Output<'attachments.printPhotos'> {
  const row = recordRow(ctx, record)
  const kind = kindOf(row.kind)
  const wordsOf = districtWords(ctx.db)
  const nameOf = nameOrId(nameFinder(ctx.db, { variant }))
  const body = toBody(kind, JSON.parse(row.body) as Flat)
  const printed = printedRecord(kind, body, { variant }, nameOf, wordsOf)
  const store = openBlobStore(ctx)
  const photos = filesIn(ctx.db, record)
    .filter(({ entry, view }) => !view.sensitive && isPicture(entry.type) && store.has(entry.hash))
    .map(({ entry, view: { id, width, height } }) => ({
      id,
      caption: printed.tell(entry.caption ?? ''),
      width,
      height,
    }))
  const named = variant === 'public' ? '' : printed.title
  const page = ({ stamp, watermark, header }: PaperMarks) => ({
    title: [kind.label, row.number, named].filter(Boolean).join(' '),
    note: `打印日期 ${today(ctx.clock)} ${stamp}`,
    watermark: watermark ?? null,
    header: header ?? null,
    photos,
  })
  // Nothing is printed, or nothing can be noted.
  if (photos.length === 0 || isOnlyLookedAt(ctx)) return page(districtMarks(ctx, variant))
  const facts = { record, variant, count: photos.length }
  return handOut(ctx, 'attachments.printPhotos', facts, ({ marks }) => page(marks))
}
