import { isAskedFor, updateRefusal } from '../../../shared/update/fit'
import { updateManifest } from '../../../shared/update/manifest'
import { compareVersions, isVersion } from '../../../shared/update/version'
import { installCommand } from '../../../shared/update/words'
import fc from '../../support/laws/property'

const version = fc
  .tuple(fc.nat(99), fc.nat(99), fc.nat(99))
  .map((parts) => ({ parts, text: parts.join('.') }))

test('versions are ordered by their numbers, not by their digits', () => {
  expect(['0.10.0', '0.9.9', '1.0.0', '0.9.10', ''].sort(compareVersions)).toEqual([
    '',
    '0.9.9',
    '0.9.10',
    '0.10.0',
    '1.0.0',
  ])
  fc.assert(
    fc.property(version, version, (one, other) => {
      const [a, b] = [one, other].map(({ parts: [x, y, z] }) => x * 10_000 + y * 100 + z)
      expect(Math.sign(compareVersions(one.text, other.text))).toBe(Math.sign((a ?? 0) - (b ?? 0)))
    }),
  )
})

test.each(['1.2', '1.2.3.4', '01.2.3', '1.2.x', 'v1.2.3', ' 1.2.3', '1.2.3-beta', ''])(
  '“%s” is no version',
  (text) => expect(isVersion(text)).toBe(false),
)

const told = { version: '0.2.0', platform: 'win32', arch: 'x64', layout: 'plain', schema: 400 } as const
const here = { app: '0.1.0', platform: 'win32', arch: 'x64', layout: 'plain', schema: 360 }

test.each([
  [{}, null],
  [{ platform: 'linux' }, 'update.other-system'],
  [{ arch: 'arm64' }, 'update.other-system'],
  [{ layout: 'uos' }, 'update.other-layout'],
  [{ app: '0.2.0' }, 'update.not-newer'],
  [{ app: '0.10.0' }, 'update.not-newer'],
  [{ schema: 401 }, 'update.older-schema'],
])('on a computer with %j a package is refused for %s', (other, code) => {
  expect(updateRefusal(told, { ...here, ...other })?.code ?? null).toBe(code)
})

test('a computer that has said nothing of itself asks for no package', () => {
  expect(isAskedFor(told, here)).toBe(true)
  expect(isAskedFor(told, { app: '', platform: '', arch: '', layout: 'plain' })).toBe(false)
})

test.each(['../setup.exe', 'setup.sh', 'setup.exe.lnk', '.exe', 'a/b.exe', 'setup.deb'])(
  'an installer for Windows called %s is none',
  (name) => {
    const manifest = {
      format: 1,
      ...told,
      notes: '新增一项。',
      createdAt: '2026-11-03T01:00:00.000Z',
      installer: { name, size: 1, sha256: 'a'.repeat(64) },
    }
    expect(updateManifest.safeParse(manifest).success).toBe(false)
    const good = { ...manifest.installer, name: 'setup.exe' }
    expect(updateManifest.safeParse({ ...manifest, installer: good }).success).toBe(true)
  },
)

test('a command to be typed takes a path with a quotation mark as one word', () => {
  expect(installCommand({ platform: 'linux', path: "/home/o'neill/y.deb" })).toBe(
    String.raw`sudo apt install '/home/o'\''neill/y.deb'`,
  )
})
