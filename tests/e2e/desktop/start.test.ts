import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { needs } from '../../support/machine/needs'
import { spawn, spawnSync } from '../../support/machine/programs'
import { root } from '../../support/screens/screen'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-start-'))
const script = join(root, 'build/start.mjs')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What `npm start` says on its way to an address, which it must find; it is ended there. */
async function toTheAddress(
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<string> {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH, YUANBA_PROFILE: join(folder, 'profile'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  let address = ''
  for await (const text of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
    address += text
    if (/http:\/\/127\.0\.0\.1:\d+\/\S*\n/.test(address)) break
  }
  child.kill('SIGTERM')
  await ended
  expect(address).toMatch(/http:\/\/127\.0\.0\.1:\d+\//)
  return said
}

describe('npm start', () => {
  needs('root').test('serves root on a loopback address even on a desktop, and says why', async () => {
    const said = await toTheAddress({ DISPLAY: ':0' })
    expect(said).toContain('改用浏览器方式运行：现在是 root 用户')
    expect(said).toContain('请用普通用户打开窗口')
  })

  it('serves on a loopback address where there is no display, and says so', async () => {
    expect(await toTheAddress({})).toContain('改用浏览器方式运行：没有图形界面')
  })

  it('serves on a loopback address when asked to', async () => {
    expect(await toTheAddress({ DISPLAY: ':0' }, '--loopback')).toContain('指定了 --loopback')
  })

  it('refuses what it does not know', () => {
    const refused = spawnSync(process.execPath, [script, '--no-sandbox'], { encoding: 'utf8' })
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('--no-sandbox')])
  })
})
