import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type InstallersOptions, keepInstallers } from '../../../electron/main/installers'
import { wire } from '../../../shared/wire'
import { refusal } from '../../support/desks/engine'

let folder: string
let said: string[]
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'yuanba-installers-')), 'ready')
  mkdirSync(folder)
  writeFileSync(join(folder, 'yuanba-setup-9.0.0-x64.exe'), 'MZ')
  said = []
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

const on = (platform: InstallersOptions['platform'], trouble = '') =>
  keepInstallers({
    folder,
    platform,
    open: async (path) => {
      said.push(`open ${path}`)
      return trouble
    },
    leave: () => said.push('leave'),
    log: { warn: () => said.push('warn') },
  })

const name = 'yuanba-setup-9.0.0-x64.exe'

test('on Windows the setup is opened, and the window leaves so that it can be replaced', async () => {
  expect(await on('win32').run(name)).toBe(true)
  expect(said).toEqual([`open ${join(folder, name)}`, 'leave'])
})

test('on Linux the system gets the package, and the window stays', async () => {
  expect(await on('linux').run(name)).toBe(true)
  expect(said).toEqual([`open ${join(folder, name)}`])
})

test('where the system opens no such file the window stays, and says so', async () => {
  for (const platform of ['linux', 'win32'] as const)
    expect(await on(platform, 'no program').run(name)).toBe(false)
  expect(said).not.toContain('leave')
})

test('what the engine did not lay out is not run', async () => {
  expect((await refusal(on('win32').run('other.exe'))).code).toBe('file.unknown')
  expect(said).toEqual([])
})

test('the page names an installer, never a path', () => {
  const { input } = wire['update.run']
  expect(input.safeParse({ installer: name }).success).toBe(true)
  for (const installer of ['../x.exe', '/bin/sh', 'a/b.exe', 'x.sh', '.exe', '..\\x.exe'])
    expect(input.safeParse({ installer }).success).toBe(false)
})

test('at the next start the folder is emptied', () => {
  on('linux').sweep()
  expect(existsSync(folder)).toBe(false)
  on('linux').sweep()
})
