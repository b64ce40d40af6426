import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from '../../support/machine/programs'
import { root } from '../../support/screens/screen'

// The built command line and loopback host beside an addon that no system can load.
const folder = mkdtempSync(join(tmpdir(), 'yuanba-unfit-'))
const sqlite = join(folder, 'node_modules/better-sqlite3')

beforeAll(() => {
  for (const part of ['package.json', 'lib'])
    cpSync(join(root, 'node_modules/better-sqlite3', part), join(sqlite, part), { recursive: true })
  mkdirSync(join(sqlite, 'prebuilds'))
  writeFileSync(join(sqlite, 'prebuilds', `${process.platform}-${process.arch}.node`), 'no addon')
  for (const part of ['cli.cjs', 'loopback.cjs']) cpSync(join(root, 'dist', part), join(folder, part))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(program: string, ...args: readonly string[]) {
  return spawnSync(process.execPath, [join(folder, program), ...args], { cwd: folder, encoding: 'utf8' })
}

const profile = ['--profile', join(folder, 'profile')]

describe('where the addon cannot be loaded', () => {
  it('the command line says so in words, and as an error of its own', () => {
    const said = run('cli.cjs', 'user', 'list', ...profile)
    expect(said.stderr).toMatch(/^程序自带的数据库组件无法加载（.+）。已录入的内容都还在。请重新安装/)
    expect(said.status).toBe(1)
    const told = run('cli.cjs', 'user', 'list', '--json', ...profile)
    expect(JSON.parse(told.stdout)).toMatchObject({ error: { code: 'system.addon-unloadable' } })
    expect(told.status).toBe(1)
  })

  it('the loopback host says so in words and serves nothing', () => {
    const said = run('loopback.cjs', ...profile)
    expect(said.stderr).toMatch(/^无法启动：程序自带的数据库组件无法加载/)
    expect(said.stdout).toBe('')
    expect(said.status).toBe(1)
  })

  it('what needs no database still answers', () => {
    const help = run('cli.cjs', 'help')
    expect([help.status, help.stdout]).toEqual([0, expect.stringContaining('yuanba')])
  })
})
