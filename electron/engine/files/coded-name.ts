import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '../context'

/** The kinds of file that leave the program for a stick. */
type Ending = 'ybb' | 'ybj' | 'ybk' | 'ybq' | 'yba'

const CODES = 1_000_000

/**
 * `yb-482913.ybb`: a name that tells the finder of a stick no unit, no number and no person. What the file holds stands in
 * the log of the computer that wrote it, under this name and the file's hash.
 * Nothing in the folder is replaced, and no name of which `isKnown` says so is given again.
 */
export function codedName(
  random: Random,
  folder: string,
  ending: Ending,
  isKnown: (name: string) => boolean = () => false,
): string {
  for (;;) {
    const code = Buffer.from(random.bytes(4)).readUInt32BE() % CODES
    const name = `yb-${String(code).padStart(6, '0')}.${ending}`
    if (!existsSync(join(folder, name)) && !isKnown(name)) return name
  }
}
