/**
 * `npm test`: lint, types, unit and engine tests, build, end to end. Every step runs, also after one has failed. Tests that
 * this machine cannot run are named at the end; with YUANBA_E2E=required they fail.
 *   --left-out FILE   writes the outcome, and what was left out, to FILE (or YUANBA_LEFT_OUT=FILE)
 *   --rest FILE       runs only what the run that wrote FILE left out, and counts both together
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { onPath } from './needs.mjs'
import { onProjectNode, projectNode, root, run, runScript } from './project-node.mjs'
import { add, leftOutLines, nothing, outcomeOf, outcomeOfRest } from './test-report.mjs'

if (!onProjectNode) process.exit(await runScript('build/test.mjs', process.argv.slice(2)))

const { values: given } = parseArgs({ options: { 'left-out': { type: 'string' }, rest: { type: 'string' } } })
const node = projectNode()
const bin = (path) => join(root, 'node_modules', path)
const results = mkdtempSync(join(tmpdir(), 'yuanba-results-'))
const whole = nothing()

async function step(name, args) {
  console.log(`\n== ${name}`)
  if ((await run(node, args, { cwd: root })) === 0) whole.passed += 1
  else whole.failed.push(name)
}

/** Runs jest and adds what `read` makes of its report. */
async function jest(name, args, read, { wrap = [], env = {} } = {}) {
  console.log(`\n== ${name}`)
  const output = join(results, `${name}.json`)
  const command = [...wrap, node, bin('jest/bin/jest.js'), ...args, '--json', `--outputFile=${output}`]
  // The report goes to the file; what a person reads is on stderr.
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } }
  const code = await run(command[0], command.slice(1), options)
  try {
    const part = read(JSON.parse(readFileSync(output, 'utf8')))
    if (code !== 0 && part.failed.length === 0) part.failed.push(name)
    add(whole, part)
  } catch (error) {
    console.error(error)
    whole.failed.push(name)
  }
}

/** A display for the window tests: the one that is there, else a virtual one. */
function display() {
  if (process.platform !== 'linux' || process.env.DISPLAY) return []
  return onPath('xvfb-run') && onPath('xauth') ? ['xvfb-run', '-a', '-s', '-screen 0 1366x768x24'] : []
}

const e2e = ['--config', 'jest.e2e.config.cjs']

async function everything() {
  await step('格式与规则', [bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '.'])
  await step('模块边界', [
    bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
    ...['--config', '.dependency-cruiser.cjs', 'shared', 'electron', 'renderer'],
  ])
  await step('锁定文件', [join(root, 'build/check-lock.mjs')])
  await step('类型', [bin('typescript/bin/tsc'), '--noEmit'])
  const read = (report) => outcomeOf(report, root)
  await jest('单元与引擎', [], read)
  await step('构建', [join(root, 'build/bundle.mjs')])
  await jest('端到端', e2e, read, { wrap: display() })
}

/** What the run that wrote `file` left out; its own outcome counts along. */
async function rest(file) {
  const earlier = JSON.parse(readFileSync(file, 'utf8'))
  add(whole, { ...earlier, leftOut: [] })
  const isE2e = ({ file: path }) => path.startsWith('tests/e2e/')
  const part = async (name, args, leftOut, wrap) => {
    if (leftOut.length === 0) return
    const files = [...new Set(leftOut.map(({ file: path }) => path))]
    const read = (report) => outcomeOfRest(report, leftOut, root)
    await jest(name, [...args, '--runTestsByPath', ...files], read, { wrap, env: { YUANBA_ONLY: file } })
  }
  await part(
    '单元与引擎，补做',
    [],
    earlier.leftOut.filter((one) => !isE2e(one)),
    [],
  )
  await part('端到端，补做', e2e, earlier.leftOut.filter(isE2e), display())
}

const { rest: file } = given
if (file === undefined) await everything()
else await rest(resolve(file))
rmSync(results, { recursive: true, force: true })

if (whole.leftOut.length > 0) console.log(`\n这台机器上没有运行——\n${leftOutLines(whole.leftOut).join('\n')}`)
if (whole.failed.length > 0)
  console.log(`\n没有通过：\n${whole.failed.map((name) => `  ${name}`).join('\n')}`)
const out = given['left-out'] ?? process.env.YUANBA_LEFT_OUT
if (out !== undefined) {
  mkdirSync(dirname(resolve(out)), { recursive: true })
  writeFileSync(out, `${JSON.stringify(whole, undefined, 2)}\n`)
}
console.log(`\n${whole.passed} passed, ${whole.failed.length} failed`)
process.exitCode = whole.failed.length === 0 ? 0 : 1
