/**
 * `npm test`: lint, types, unit and engine tests, build, end to end. Every step runs, also after one has failed. What a
 * machine cannot run is said in words and not counted; with YUANBA_E2E=required (CI) it counts as failed.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium, noWindow } from './e2e-setup.mjs'
import { onProjectNode, projectNode, root, run, runScript } from './project-node.mjs'

if (!onProjectNode) process.exit(await runScript('build/test.mjs', process.argv.slice(2)))

const node = projectNode()
const bin = (path) => join(root, 'node_modules', path)
const results = mkdtempSync(join(tmpdir(), 'yuanba-results-'))
const count = { passed: 0, failed: 0 }
const failures = []
const left = []

function note(name, ok) {
  if (ok) count.passed += 1
  else {
    count.failed += 1
    failures.push(name)
  }
}

async function step(name, args) {
  console.log(`\n== ${name}`)
  note(name, (await run(node, args, { cwd: root })) === 0)
}

/** Runs jest and counts its tests; a suite that could not run counts as one failure. */
async function jest(name, args, wrap = []) {
  console.log(`\n== ${name}`)
  const output = join(results, `${name}.json`)
  const command = [...wrap, node, bin('jest/bin/jest.js'), ...args, '--json', `--outputFile=${output}`]
  // The report goes to the file; what a person reads is on stderr.
  const code = await run(command[0], command.slice(1), { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  try {
    const report = JSON.parse(readFileSync(output, 'utf8'))
    count.passed += report.numPassedTests
    count.failed += report.numFailedTests + report.numRuntimeErrorTestSuites
    for (const suite of report.testResults) if (suite.status === 'failed') failures.push(suite.name)
    if (code !== 0 && report.numFailedTests + report.numRuntimeErrorTestSuites === 0) note(name, false)
  } catch (error) {
    console.error(error)
    note(name, false)
  }
}

/** A display for the window tests: the one that is there, else a virtual one. */
function display() {
  if (process.platform !== 'linux' || process.env.DISPLAY) return []
  const found =
    spawnSync('sh', ['-c', 'command -v xvfb-run && command -v xauth'], { stdio: 'ignore' }).status === 0
  return found ? ['xvfb-run', '-a', '-s', '-screen 0 1366x768x24'] : undefined
}

await step('格式与规则', [bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '.'])
await step('模块边界', [
  bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
  ...['--config', '.dependency-cruiser.cjs', 'shared', 'electron', 'renderer'],
])
await step('锁定文件', [join(root, 'build/check-lock.mjs')])
await step('类型', [bin('typescript/bin/tsc'), '--noEmit'])
await jest('单元与引擎', [])
await step('构建', [join(root, 'build/bundle.mjs')])

const wrap = display()
const without = []
if (!findChromium()) {
  left.push('浏览器端到端测试:没有找到 chromium')
  without.push('tests/e2e/browser')
}
const windowless = wrap === undefined ? noWindow() : wrap.length > 0 ? undefined : noWindow()
if (windowless) {
  left.push(`窗口端到端测试:${windowless}`)
  without.push('tests/e2e/desktop')
}
await jest(
  '端到端',
  ['--config', 'jest.e2e.config.cjs', ...without.map((path) => `--testPathIgnorePatterns=${path}`)],
  wrap ?? [],
)

rmSync(results, { recursive: true, force: true })
if (failures.length > 0) console.log(`\n没有通过:\n${failures.map((name) => `  ${name}`).join('\n')}`)
for (const what of left) console.log(`\n这台机器上没有运行——${what}`)
if (process.env.YUANBA_E2E === 'required') count.failed += left.length
console.log(`\n${count.passed} passed, ${count.failed} failed`)
process.exitCode = count.failed === 0 ? 0 : 1
