/** Plays the random tests of a folder on new seeds for a while, and answers what failed. */
import { randomInt } from 'node:crypto'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectNode, root, run } from './project-node.mjs'
import { outcomeOf } from './test-report.mjs'

/** What asks for a seed: the door to fast-check, or a walk of its own. */
const random = /support\/laws\/property'|\bseeds?For\(/

/** The suites that play on seeds, as paths from `folder`, that contain one of `words` (all, where none is given). */
export function randomSuites(folder, words) {
  return globSync('tests/**/*.test.{ts,tsx}', { cwd: folder })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => words.length === 0 || words.some((word) => path.includes(word)))
    .filter((path) => random.test(readFileSync(join(folder, path), 'utf8')))
    .sort()
}

/**
 * How long to hunt, and where.
 * @param {readonly string[]} typed `--minutes N [PATH…]`
 * @returns {{ milliseconds: number, words: readonly string[] }} @throws RangeError for anything else
 */
export function readOrder(typed) {
  const [option, minutes = '', ...words] = typed
  const isOrder = option === '--minutes' && /^\d+(\.\d+)?$/.test(minutes) && Number(minutes) > 0
  if (!isOrder || words.some((word) => word.startsWith('-')))
    throw new RangeError('用法：npm run hunt -- --minutes 分钟数 [测试路径……]')
  return { milliseconds: Number(minutes) * 60_000, words }
}

/**
 * @typedef {{ readonly suite: string, readonly seed: number, readonly failed: readonly string[] }} Play one suite on one seed
 *
 * Plays the suites in turn, each time on another seed, until `signal` ends it; what runs then is not waited for.
 * @param {{ folder: string, suites: readonly string[], signal: AbortSignal, tell: (play: Play) => void }} order where the suites
 * are, and who hears of each play
 */
export async function hunt({ folder, suites, signal, tell }) {
  const jest = join(root, 'node_modules/jest/bin/jest.js')
  const reports = mkdtempSync(join(tmpdir(), 'yuanba-hunt-'))
  try {
    for (let played = 0; !signal.aborted; played += 1) {
      const suite = suites[played % suites.length]
      const seed = randomInt(2 ** 31)
      const output = join(reports, `${played}.json`)
      await run(projectNode(), [jest, '-i', '--runTestsByPath', suite, '--json', `--outputFile=${output}`], {
        cwd: folder,
        stdio: 'ignore',
        env: { ...process.env, YUANBA_SEED: String(seed) },
        signal,
      })
      // A jest that broke down itself leaves no report.
      const report = existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')) : undefined
      tell({ suite, seed, failed: report === undefined ? [suite] : outcomeOf(report, folder).failed })
    }
  } catch (error) {
    if (error.name !== 'AbortError') throw error
  } finally {
    rmSync(reports, { recursive: true })
  }
}
