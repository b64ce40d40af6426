import { writeFileSync } from 'node:fs'
import { fileNeeds } from '../../support/machine/needs'
import { type DebianRoot, debianRoot } from '../../support/packages/debian-root'
import {
  type Display,
  doubleClick,
  type Installed,
  openDisplay,
  startInstalled,
} from '../../support/packages/installed'
import { fieldOf, makeDeb, makeDebs, packTestProgram } from '../../support/packages/packages'
import { layTable, outputFolder, until } from '../../support/screens/screen'

fileNeeds('debian-mirror', 'debootstrap', 'dpkg-deb', 'own-disks', 'root', 'xwininfo', 'Xvfb', 'zig')

const table = layTable()
const folder = table.path('package', 'linux-unpacked')
const passphrase = '院坝里的桂花开了'
let display: Display
let debian: DebianRoot
let debs: { readonly deb: string; readonly uos: string }
let before: ReadonlySet<string>
let running: Installed | undefined

beforeAll(async () => {
  packTestProgram(table.path('package'))
  debs = makeDebs({ folder, arch: 'x64', version: '0.1.0', out: table.path('first') })
  display = await openDisplay()
  debian = debianRoot([
    fieldOf(debs.deb, 'Depends'),
    'desktop-file-utils',
    'libglib2.0-bin',
    'fonts-wqy-microhei',
  ])
  before = debian.files()
}, 600_000)
afterEach(async () => {
  await running?.kill()
  running = undefined
})
afterAll(async () => {
  await display?.close()
  debian?.clear()
  table.clear()
})

/** As an office without a network does it: refused when something that it depends on is missing. */
const install = (deb: string) => debian.run('root', 'dpkg', '--install', debian.bring(deb))

async function start(program: string, language = 'zh_CN.UTF-8'): Promise<Installed> {
  running = await startInstalled({ debian, display, program, language })
  return running
}

const firstScreen = (app: Installed): Promise<true> =>
  until('the first screen', async () => ((await app.text()).includes('新建区级单位') ? true : undefined))

/** What a program has left or taken, but what Debian notes of every installation, and an /opt that was empty. */
function changes(): { readonly left: readonly string[]; readonly taken: readonly string[] } {
  const noted = /^(opt$|var\/(log|cache\/apt|lib\/apt|lib\/dpkg\/\w+-old))/
  const after = debian.files()
  return {
    left: [...after].filter((path) => !before.has(path) && !noted.test(path)),
    taken: [...before].filter((path) => !after.has(path) && !noted.test(path)),
  }
}

describe('the deb', () => {
  it('installs on a system that has what its Depends says, and finds every library there', () => {
    install(debs.deb)
    const programs = [
      'yuanba',
      'chrome_crashpad_handler',
      'libEGL.so',
      'libGLESv2.so',
      'libvk_swiftshader.so',
    ]
    for (const name of programs) {
      expect([name, debian.run('clerk', 'ldd', `/opt/yuanba/${name}`)]).not.toEqual([
        name,
        expect.stringContaining('not found'),
      ])
    }
  })

  it('starts for an ordinary user with Chromium’s sandbox on, and shows its first screen', async () => {
    const app = await start('/opt/yuanba/yuanba')
    await firstScreen(app)
    await app.picture(`${outputFolder('package')}/linux-first-screen.png`)
    const processes = app.processes()
    expect(new Set(processes.map(({ uids }) => uids))).toEqual(new Set(['12345\t12345\t12345\t12345']))
    const main = processes.find(({ kind }) => kind === 'browser')
    const pages = processes.filter(({ kind }) => kind === 'renderer')
    expect(pages.length).toBeGreaterThan(0)
    for (const page of pages) {
      expect(page.seccomp).toBe('2')
      expect(page.sees).not.toBe(main?.sees)
    }
    expect(app.windowClass()).toBe('"yuanba" "yuanba"')
    await app.leave()
  })

  it('starts where the desktop speaks no Chinese', async () => {
    const app = await start('/usr/bin/yuanba', 'C')
    await firstScreen(app)
    await app.leave()
  })

  it('is what a double click on its files opens', () => {
    for (const name of ['接入-东街街道-A.ybj', '汇总.ybb'])
      writeFileSync(debian.path('tmp', name), 'age-encryption.org/v1\n')
    const kindOf = (file: string) =>
      debian.run('clerk', 'gio', 'info', '--attributes=standard::content-type', file)
    expect(kindOf('/tmp/汇总.ybb')).toContain('application/x-yuanba-bundle')
    expect(kindOf('/tmp/接入-东街街道-A.ybj')).toContain('application/x-yuanba-joining')
    for (const kind of ['application/x-yuanba-bundle', 'application/x-yuanba-joining'])
      expect(debian.run('clerk', 'gio', 'mime', kind)).toMatch(/^Default application .*: yuanba\.desktop$/m)
    debian.run('clerk', 'desktop-file-validate', '/usr/share/applications/yuanba.desktop')
  })

  it('starts with the file that was clicked', async () => {
    writeFileSync(debian.path('tmp/双击.ybb'), 'age-encryption.org/v1\n')
    const words = await doubleClick({ debian, display, file: '/tmp/双击.ybb', program: '/opt/yuanba/yuanba' })
    expect(words).toEqual(['/opt/yuanba/yuanba', '/tmp/双击.ybb'])
  })

  it('gives way to a newer one, which opens what was entered before', async () => {
    const first = await start('/opt/yuanba/yuanba')
    const made = { unit: '示范区', user: '李管理', passphrase }
    await first.call('profile.createDistrict', made)
    await first.leave()
    install(makeDeb({ folder, arch: 'x64', version: '0.1.1', out: table.path('second') }))
    expect(debian.run('root', 'dpkg', '--status', 'yuanba')).toContain('\nVersion: 0.1.1\n')
    const second = await start('/opt/yuanba/yuanba')
    expect(await second.call('profile.state', {})).toMatchObject({ state: 'locked', users: ['李管理'] })
    await second.call('session.unlock', { user: '李管理', passphrase })
    expect(await second.call('profile.state', {})).toMatchObject({
      state: 'open',
      site: { unitName: '示范区' },
    })
    await second.picture(`${outputFolder('package')}/linux-upgraded.png`)
    await second.leave()
  })

  it('leaves nothing behind when it is purged but what the person entered', () => {
    debian.run('root', 'dpkg', '--purge', 'yuanba')
    const { left, taken } = changes()
    const others = left.filter((path) => !path.startsWith('home/clerk/'))
    const records = /^home\/clerk\/\.config\/yuanba[^/]*\/profile\/profile\.db$/
    expect(left.filter((path) => records.test(path))).toHaveLength(1)
    expect(others).toEqual([])
    expect(taken).toEqual([])
  })
})

describe('the package for the UOS store', () => {
  const program = '/opt/apps/cn.yuanba.desktop/files/yuanba'

  it('installs where its Depends is satisfied, and starts with the sandbox on', async () => {
    install(debs.uos)
    const app = await start(program)
    const { state } = (await app.call('profile.state', {})) as { readonly state: string }
    expect(state).toBe('locked')
    expect(app.processes().filter(({ kind, seccomp }) => kind === 'renderer' && seccomp !== '2')).toEqual([])
    await app.leave()
  })

  it('leaves nothing outside the person’s folder when it is purged', () => {
    debian.run('root', 'dpkg', '--purge', 'cn.yuanba.desktop')
    const { left, taken } = changes()
    expect(left.filter((path) => !path.startsWith('home/clerk/'))).toEqual([])
    expect(taken).toEqual([])
  })
})
