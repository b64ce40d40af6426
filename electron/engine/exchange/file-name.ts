import type { SiteRow } from '../sites/queries'

/** Letters of one unit's name: with the rest of the name far below the 255 bytes that any file system takes. */
const NAMED = 20

/**
 * A name without what FAT32 and Windows refuse (`< > : " / \ | ? *`, dots, spaces, control and invisible characters), cut
 * to 20 characters.
 */
export function safe(name: string): string {
  const plain = [...name.normalize('NFC')].filter(
    (c) => !'<>:"/\\|?*.'.includes(c) && !/[\p{C}\p{Z}]/u.test(c),
  )
  return plain.slice(0, NAMED).join('')
}

/** The letter stays whatever is cut: two laptops of one street never write files of one name. */
function named({ unit_name, letter }: Pick<SiteRow, 'unit_name' | 'letter'>): string {
  return safe(unit_name) + safe(letter)
}

/** `院坝-东街街道A-致-示范区-0001.ybb`: a name that FAT32, Windows and people can all live with. */
export function bundleFileName(
  from: Pick<SiteRow, 'unit_name' | 'letter'>,
  to: Pick<SiteRow, 'unit_name' | 'letter'>,
  serial: number,
): string {
  return `院坝-${named(from)}-致-${named(to)}-${String(serial).padStart(4, '0')}.ybb`
}

/** `接入-东街街道-A.ybj` */
export function joinFileName(unitName: string, letter: string): string {
  return `接入-${safe(unitName)}-${safe(letter)}.ybj`
}
