import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Rpc } from '../../../shared/contract/rpc'
import { AppError } from '../../../shared/errors'
import { unitTree } from '../../../shared/figures/unit-tree'
import type { Result } from './command'
import { recordsOfUnits, unitId } from './units'
import { usage } from './usage'

/** Options of a command that writes one file, or one for each unit. */
export const unitOptions = {
  unit: { value: 'U', help: '单位的编号、编码或名称' },
  'all-units': {
    help: '这个单位（不写 --unit 是本单位）和它下面的街道、村（社区）各写一份，--out 是文件夹',
  },
} as const

interface Asked {
  readonly unit: string | undefined
  readonly 'all-units': boolean
  readonly out: string
}

/**
 * Runs a command's work once, or with `--all-units` once for each unit, one after the other. The first that is refused ends
 * it; the files written before stay, and their names are told. `write` gets options as for one unit.
 * @throws AppError as `write` and `unitId`
 */
export async function forUnits<A extends Asked>(
  rpc: Rpc,
  asked: A & { readonly format: string },
  notice: (text: string) => void,
  write: (one: A) => Promise<Result>,
): Promise<Result> {
  if (!asked['all-units']) return write(asked)
  const folder = resolve(asked.out)
  mkdirSync(folder, { recursive: true })
  const written: { unit: string; name: string; answer: unknown }[] = []
  const lines: string[] = []
  for (const { id, name, file } of await unitFiles(rpc, asked.unit)) {
    const out = resolve(folder, `${file}.${asked.format}`)
    try {
      const { json, text } = await write({ ...asked, unit: id, out })
      written.push({ unit: id, name, answer: json })
      lines.push(text.split('\n').find((line) => line.startsWith('已写入')) ?? text)
    } catch (error) {
      notice(`${name}没有写成；前面的 ${written.length} 份已经写好。`)
      throw error
    }
  }
  const units = written.map(({ unit, name, answer }) => ({ unit, name, ...(answer as object) }))
  return { json: { folder, units }, text: [`共 ${units.length} 份`, ...lines].join('\n') }
}

interface UnitFile {
  readonly id: string
  readonly name: string
  /** Without an ending; two units have never the same. */
  readonly file: string
}

/** A unit and the streets and villages under it, and how their files are called. @throws AppError `unit.not-found` */
async function unitFiles(rpc: Rpc, named: string | undefined): Promise<readonly UnitFile[]> {
  const root = named === undefined ? (await rpc.profile.state({})).site?.unitId : await unitId(rpc, named)
  if (root === undefined) throw usage('请用 --unit 指明单位')
  const units: { id: string; name: string; level: string; parent: string | null; living: boolean }[] = []
  for await (const { id, body } of recordsOfUnits(rpc)) {
    const { name, level, parent } = body
    const above = typeof parent === 'string' ? parent : null
    units.push({ id, name: String(name), level: String(level), parent: above, living: true })
  }
  const tree = unitTree(units)
  if (!tree.get(root)) throw new AppError('unit.not-found', { unit: named ?? root })
  const within = tree.within(root)
  const taken = new Set<string>()
  return tree.all
    .filter(({ id, level }) => within.has(id) && level !== 'group')
    .map(({ id, name }) => {
      const line: string[] = []
      // The unit that everything here belongs to would stand in every name.
      for (
        let at = tree.get(id);
        at && (at.id === id || tree.get(at.parent ?? ''));
        at = tree.get(at.parent ?? '')
      )
        line.unshift(at.name)
      return { id, name, file: unusedName(line.join('-'), taken) }
    })
}

/** A name that Windows takes and that no other file here has, whatever the case of its letters. */
function unusedName(wanted: string, taken: Set<string>): string {
  const fit =
    wanted
      .replace(/[\p{Cc}<>:"/\\|?*]/gu, '_')
      .slice(0, 100)
      .replace(/[. ]+$/, '') || '单位'
  let name = fit
  for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${fit}-${n}`
  taken.add(name.toLowerCase())
  return name
}
