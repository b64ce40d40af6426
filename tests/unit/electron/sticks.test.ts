import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drivesOfWindows, keepSticks, sticksOfLinux } from '../../../electron/main/sticks'
import { fileToken } from '../../../shared/contract/types'
import type { SticksNews } from '../../../shared/wire'

describe('Linux', () => {
  const root = '28 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw'
  const stick = (place: string) =>
    `99 28 8:17 / ${place} rw,nosuid,nodev shared:88 master:2 - vfat /dev/sdb1 rw,utf8`

  test('a stick is what the desktop shows under its media folder', () => {
    const found = sticksOfLinux(
      `${[root, stick('/media/clerk/普法\\040一号'), stick('/run/media/clerk/B')].join('\n')}\n`,
    )
    expect(found.map(({ path, label }) => [path, label])).toEqual([
      ['/media/clerk/普法 一号', '普法 一号'],
      ['/run/media/clerk/B', 'B'],
    ])
    expect(new Set(found.map(({ id }) => id)).size).toBe(2)
    expect(found.filter(({ id }) => id.includes('clerk'))).toEqual([])
  })

  test('what is mounted elsewhere, or is no device, is none', () => {
    const share = '77 28 0:50 / /media/clerk/share rw - cifs //server/share rw'
    expect(sticksOfLinux([root, share, stick('/mnt/x'), '', 'nonsense'].join('\n'))).toEqual([])
  })
})

test('on Windows a drive that comes after the start is a stick', () => {
  const there = new Set(['D:\\'])
  const look = drivesOfWindows((path) => there.has(path))
  expect(look()).toEqual([])
  there.add('F:\\')
  expect(look()).toEqual([{ id: 'F', path: 'F:\\', label: 'F:' }])
})

describe('the sticks that are in', () => {
  const one = { id: 'a', label: '一号', path: mkdtempSync(join(tmpdir(), 'yuanba-stick-')) }
  const two = { id: 'b', label: '二号', path: mkdtempSync(join(tmpdir(), 'yuanba-stick-')) }
  let mounted: (typeof one)[]
  let told: SticksNews[]
  let label: string | undefined
  const kept = () =>
    keepSticks({
      grant: async (path) => fileToken.parse(path),
      tell: (news) => told.push(news),
      look: () => mounted,
      used: {
        read: () => label,
        write: (used) => {
          label = used
        },
      },
    })
  beforeEach(() => {
    mounted = []
    told = []
    label = undefined
  })
  afterAll(() => {
    rmdirSync(two.path)
  })

  test('what comes and what goes is told once', () => {
    const sticks = kept()
    sticks.again()
    mounted = [one]
    sticks.again()
    sticks.again()
    mounted = [two]
    sticks.again()
    expect(told).toEqual([
      { came: ['一号'], gone: [] },
      { came: ['二号'], gone: ['一号'] },
    ])
  })

  test('a dialog begins at the only one; of several at the one that was used last', async () => {
    mounted = [one]
    const sticks = kept()
    expect(sticks.start()).toBe(one.path)
    mounted = [one, two]
    sticks.again()
    expect(sticks.start()).toBeUndefined()
    expect(await sticks.choose('b')).toEqual({ chosen: { token: two.path, name: '二号' }, path: two.path })
    expect([sticks.start(), sticks.list()[0]]).toEqual([two.path, { id: 'b', label: '二号' }])
  })

  test('a dialog for what no stick carries, a table or a picture, begins where the system has it begin', () => {
    mounted = [one]
    const sticks = kept()
    expect(['ybb', 'ybj', 'ybk', 'ybu'].map((carried) => sticks.start([carried]))).toEqual([
      one.path,
      one.path,
      one.path,
      one.path,
    ])
    expect([sticks.start(['xlsx', 'csv']), sticks.start(['jpg'])]).toEqual([undefined, undefined])
  })

  test('one that was pulled out is chosen no more, and one that was never there either', async () => {
    mounted = [one]
    const sticks = kept()
    rmdirSync(one.path)
    expect([await sticks.choose('a'), await sticks.choose('c')]).toEqual([null, null])
  })
})
