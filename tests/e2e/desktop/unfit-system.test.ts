import { once } from 'node:events'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileNeeds } from '../../support/machine/needs'
import { spawnDesktop } from '../../support/screens/desktop'
import { layTable, runtime } from '../../support/screens/screen'

fileNeeds('window')

const table = layTable()
afterAll(() => table.clear())

/** What the program says before it can go no further; its box then waits for somebody to press the button. */
async function complaint(...how: Parameters<typeof spawnDesktop>): Promise<string> {
  const program = spawnDesktop(...how)
  const ended = once(program, 'exit')
  let said = ''
  for await (const text of program.stderr.setEncoding('utf8') as AsyncIterable<string>) {
    said += text
    if (said.includes('已录入的内容都还在')) break
  }
  program.kill('SIGKILL')
  await ended
  return said
}

describe('the window says in words that it can not run here', () => {
  it('where the addon can not be loaded', async () => {
    const app = table.path('app')
    cpSync(runtime('YUANBA_TEST_APP'), app, { recursive: true })
    writeFileSync(join(app, 'node_modules/better-sqlite3/prebuilds/linux-x64.node'), 'no addon')
    const said = await complaint(table.path('addon', 'profile'), { app })
    expect(said).toMatch(
      /程序自带的数据库组件无法加载（.*linux-x64\.node.*）。已录入的内容都还在。请重新安装/,
    )
  })

  it('where the system is too old', async () => {
    const before = table.path('old.cjs')
    writeFileSync(
      before,
      `const report = process.report.getReport()
      process.report.getReport = () => ({ ...report, header: { ...report.header, glibcVersionRuntime: '2.17' } })`,
    )
    const said = await complaint(table.path('old', 'profile'), { before })
    expect(said).toContain('这台电脑的系统太旧，程序不能运行（系统的 glibc 是 2.17，至少要 2.28）')
  })
})
