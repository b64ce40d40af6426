import { AppError } from '../../../shared/errors'
import { type Layout, rowsOfPage } from '../../../shared/salvage/cells'
import { type Finds, newFinds } from '../../../shared/salvage/finds'
import { diskError } from '../db/disk-error'
import { openPages, type PageKey, pageKey, type SealedPage, type SealedPages, USABLE } from './sealed-pages'
import type { Watched } from './watched'

/** What the pages of a database still say. */
export interface SalvagedPages {
  readonly finds: Finds
  readonly pages: number
  /** Whether pages could be proved at all: not where the first one, which holds the salt, is lost. */
  readonly proved: boolean
  /** Pages that are not as they were written; where none can be proved, those that hold nothing but zeros. */
  readonly lost: number
}

/** Pages between two breaths. */
const STEP = 500

/**
 * Reads every page of a profile's database that one of the keys opens, whether or not SQLite would open the file.
 * @throws AppError `rescue.nothing`, `profile.damaged` without a database, as `diskError`, and the signal's reason
 */
export async function salvagePages(
  profile: string,
  dataKeys: readonly Uint8Array[],
  watched: Watched,
): Promise<SalvagedPages> {
  const pages = opened(profile)
  try {
    const keys = dataKeys.map((key) => pageKey(pages, key))
    const proving = keys.find(({ proves }) => proves)
    for (const key of proving ? [proving] : keys) {
      const found = await readAll(pages, key, watched)
      if (found) return found
    }
    throw new AppError('rescue.nothing')
  } finally {
    pages.close()
  }
}

function opened(profile: string): SealedPages {
  try {
    return openPages(profile)
  } catch (cause) {
    throw diskError(cause) ?? new AppError('profile.damaged', {}, { cause })
  }
}

async function readAll(
  pages: SealedPages,
  key: PageKey,
  { signal, tell }: Watched,
): Promise<SalvagedPages | undefined> {
  const finds = newFinds()
  const layout: Layout = {
    usable: USABLE,
    page: (number) => {
      const bytes = pages.newest(number)
      return bytes && key.opened({ number, bytes })
    },
  }
  const total = 2 * pages.count
  let [done, lost] = [0, 0]
  const walk = async (visit: (page: SealedPage, isProven: boolean) => void): Promise<void> => {
    for (const page of pages.each()) {
      if (done % STEP === 0) {
        signal.throwIfAborted()
        tell(done, total)
        await new Promise((resolve) => setImmediate(resolve))
      }
      done += 1
      visit(page, key.isProven(page))
    }
  }
  const rowsOf = (page: SealedPage) => rowsOfPage(key.opened(page), page.number === 1 ? 100 : 0, layout)
  await walk((page, isProven) => {
    if (key.proves ? !isProven : page.bytes.every((byte) => byte === 0)) lost += 1
    for (const row of rowsOf(page)) finds.take(row, isProven)
  })
  await walk((page) => {
    for (const row of rowsOf(page)) finds.takeChange(row)
  })
  tell(total, total)
  const [first] = finds.records()
  return first && { finds, pages: pages.count, proved: key.proves, lost }
}
