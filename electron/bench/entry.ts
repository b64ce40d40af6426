import type { Worker } from 'node:worker_threads'

/** What an entry of the bench works with. */
export interface Lab {
  /** Records of the middle size: 100 000 unless told. */
  readonly size: number
  /** Whether one entry alone was asked for: then it may take its time. */
  readonly isAlone: boolean
  /** How often ours and its yardstick run in turn; the middle one of each counts. */
  readonly rounds: number
  /** A folder that goes when the bench ends. */
  readonly folder: string
  /** A folder outside the project where other programs to compare with are installed; it stays. */
  readonly cache: string
  /** Whether programs to compare with that are not there yet are installed. */
  readonly installs: boolean
  /** Program and first arguments that start our own command line. */
  readonly cli: readonly [string, ...string[]]
  /** Starts the engine's worker, where there can be one. */
  readonly startWorker?: () => Worker
  /** Tells whoever waits what is going on. */
  note(text: string): void
}

/** One measured line: ours may be `limit` times the yardstick; `null`: shown, not judged. */
export interface Measured {
  readonly name: string
  /** What is compared with what, in Chinese. */
  readonly what: string
  readonly unit: 'ms' | 'MB'
  readonly ours: number
  readonly yardstick: number
  readonly limit: number | null
}

/** A line that could not be measured here, and why. */
export interface Skipped {
  readonly name: string
  readonly what: string
  readonly skipped: string
}

export type Line = Measured | Skipped

/** One entry: a few lines that share what they are measured on. */
export interface Entry {
  readonly name: string
  /** In Chinese. */
  readonly what: string
  run(lab: Lab): Promise<readonly Line[]>
}

export function ratioOf({ ours, yardstick }: Measured): number {
  return yardstick === 0 ? Number.POSITIVE_INFINITY : ours / yardstick
}

/** The names of the lines that are over their limit; what was not measured here or has no limit misses none. */
export function overLimit(lines: readonly Line[]): readonly string[] {
  return lines.flatMap((line) => ('skipped' in line || isWithinLimit(line) !== false ? [] : [line.name]))
}

/** `null`: the line has no limit. */
export function isWithinLimit(line: Measured): boolean | null {
  return line.limit === null ? null : ratioOf(line) <= line.limit
}
