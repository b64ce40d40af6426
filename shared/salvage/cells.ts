/** A value as SQLite stores it in a row: NULL, a number, a text, or bytes. */
export type Value = null | number | string | Uint8Array

/** A row found in a page: its values from left to right. */
export type Row = readonly Value[]

/** How the pages of a database are laid out. */
export interface Layout {
  /** Bytes of a page that SQLite uses; what follows belongs to the cipher. */
  readonly usable: number
  /** The used bytes of a page by its number from 1, where it can be read: long rows go on in other pages. */
  page(number: number): Uint8Array | undefined
}

/** The kinds of page that hold whole rows: leaves of tables, leaves and branches of tables without row ids and of indexes. */
const TABLE_LEAF = 13
const INDEX_LEAF = 10
const INDEX_BRANCH = 2
/** No row of ours is longer; a length that was read out of noise may be anything. */
const LONGEST_ROW = 64 * 1024 * 1024

/**
 * The rows that one page of a database holds, whatever table they are of. They are read after the file format of SQLite 3 ("B-tree
 * Pages", "Record Format"), without what says where a page belongs. What does not read as a row is left out.
 * @param from where the page's own header begins: 100 in the first page of a file
 */
export function rowsOfPage(page: Uint8Array, from: number, layout: Layout): Row[] {
  const type = page[from]
  if (type !== TABLE_LEAF && type !== INDEX_LEAF && type !== INDEX_BRANCH) return []
  const view = viewOf(page)
  const count = view.getUint16(from + 3)
  const first = from + (type === INDEX_BRANCH ? 12 : 8)
  if (first + 2 * count > page.length) return []
  const rows: Row[] = []
  for (let at = 0; at < count; at++) {
    const cell = view.getUint16(first + 2 * at)
    const row = rowAt(page, cell + (type === INDEX_BRANCH ? 4 : 0), type === TABLE_LEAF, layout)
    if (row) rows.push(row)
  }
  return rows
}

function rowAt(page: Uint8Array, at: number, hasRowId: boolean, layout: Layout): Row | undefined {
  const size = varintAt(page, at)
  if (!size || size.value > LONGEST_ROW) return undefined
  const rowId = hasRowId ? varintAt(page, size.end) : size
  if (!rowId) return undefined
  const payload = payloadAt(page, rowId.end, size.value, hasRowId, layout)
  return payload && rowOf(payload)
}

/** All bytes of a row, put together from its page and those that it goes on in. */
function payloadAt(
  page: Uint8Array,
  at: number,
  size: number,
  hasRowId: boolean,
  layout: Layout,
): Uint8Array | undefined {
  const { usable } = layout
  const local = localSize(size, usable, hasRowId)
  if (at + local > page.length) return undefined
  if (local === size) return page.subarray(at, at + size)
  const whole = new Uint8Array(size)
  whole.set(page.subarray(at, at + local))
  let done = local
  let next = at + local + 4 <= page.length ? viewOf(page).getUint32(at + local) : 0
  while (done < size) {
    const more = next === 0 ? undefined : layout.page(next)
    if (!more) return undefined
    const part = more.subarray(4, Math.min(usable, 4 + size - done))
    whole.set(part, done)
    done += part.length
    next = viewOf(more).getUint32(0)
  }
  return whole
}

/** How many bytes of a row lie in its own page. */
function localSize(size: number, usable: number, hasRowId: boolean): number {
  const most = hasRowId ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23
  if (size <= most) return size
  const least = Math.floor(((usable - 12) * 32) / 255) - 23
  const rest = least + ((size - least) % (usable - 4))
  return rest <= most ? rest : least
}

function rowOf(payload: Uint8Array): Row | undefined {
  const head = varintAt(payload, 0)
  if (!head || head.value > payload.length) return undefined
  const row: Value[] = []
  let at = head.end
  let content = head.value
  while (at < head.value) {
    const type = varintAt(payload, at)
    if (!type) return undefined
    const value = valueAt(payload, content, type.value)
    if (!value) return undefined
    row.push(value.value)
    content = value.end
    at = type.end
  }
  return content === payload.length ? row : undefined
}

const text = new TextDecoder('utf-8', { fatal: true })
const wholeBytes: readonly number[] = [0, 1, 2, 3, 4, 6, 8]

function valueAt(
  bytes: Uint8Array,
  at: number,
  type: number,
): { readonly value: Value; readonly end: number } | undefined {
  const size = sizeOf(type)
  if (size === undefined || at + size > bytes.length) return undefined
  const end = at + size
  const part = bytes.subarray(at, end)
  if (type === 0) return { value: null, end }
  if (type === 8 || type === 9) return { value: type - 8, end }
  if (type === 7) return { value: viewOf(part).getFloat64(0), end }
  if (type < 7) return { value: wholeOf(part), end }
  if (type % 2 === 0) return { value: part, end }
  try {
    return { value: text.decode(part), end }
  } catch {
    return undefined
  }
}

function sizeOf(type: number): number | undefined {
  if (type <= 6) return wholeBytes[type]
  if (type === 7) return 8
  if (type === 8 || type === 9) return 0
  return type < 12 ? undefined : Math.floor((type - 12) / 2)
}

/** A whole number, the highest byte first and signed. */
function wholeOf(bytes: Uint8Array): number {
  let value = 0n
  for (const byte of bytes) value = value * 256n + BigInt(byte)
  return Number(BigInt.asIntN(bytes.length * 8, value))
}

/** SQLite's number of one to nine bytes. */
function varintAt(
  bytes: Uint8Array,
  at: number,
): { readonly value: number; readonly end: number } | undefined {
  let value = 0
  for (let n = 0; n < 8; n++) {
    const byte = bytes[at + n]
    if (byte === undefined) return undefined
    value = value * 128 + (byte & 127)
    if (byte < 128) return { value, end: at + n + 1 }
  }
  const last = bytes[at + 8]
  return last === undefined ? undefined : { value: value * 256 + last, end: at + 9 }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
