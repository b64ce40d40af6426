import { readFileSync } from 'node:fs'
import { patiently } from '../../../electron/engine/files/rename'
import { cloudOf, isOnNetwork, isTooLong, mountType } from '../../../shared/where-data-lie'
import { filesBelow } from '../../support/machine/sources'

/** A disk on which another program has a file open for so many milliseconds. */
function busyFor(ms: number, code: string, platform = 'win32') {
  let time = 0
  let tries = 0
  const at = {
    platform,
    now: () => time,
    pause: (wait: number) => {
      time += wait
    },
  }
  const work = (): string => {
    tries += 1
    if (time < ms) throw Object.assign(new Error(code), { code })
    return 'done'
  }
  return { run: () => patiently(work, at), tries: () => tries, time: () => time }
}

test.each(['EPERM', 'EACCES', 'EBUSY'])(
  'on Windows a file that somebody looks at (%s) is tried again until it is free',
  (code) => {
    const disk = busyFor(700, code)
    expect(disk.run()).toBe('done')
    expect(disk.tries()).toBeGreaterThan(2)
  },
)

test('the patience has a bound, and then the system\u2019s own word is told', () => {
  const disk = busyFor(Number.POSITIVE_INFINITY, 'EBUSY')
  expect(disk.run).toThrow('EBUSY')
  expect(disk.time()).toBeLessThanOrEqual(5050)
})

test('elsewhere, and for what does not pass, nothing is tried twice', () => {
  for (const disk of [busyFor(10, 'EBUSY', 'linux'), busyFor(10, 'ENOSPC')]) {
    expect(disk.run).toThrow()
    expect(disk.tries()).toBe(1)
  }
})

/** What is shipped of the program: `bench` is for who measures it. */
const shipped = filesBelow('electron').filter((file) => !file.includes('electron/bench/'))

/** The window must not wait for a setup that is not over yet: the next start removes what this one can not. */
const impatient = 'electron/main/installers.ts'

test('the program renames and removes files by these functions alone', () => {
  const named = '(rm|unlink|rename|rmdir)(Sync)?'
  const taken = new RegExp(
    String.raw`\bimport\b[^;]*?\{[^}]*\b${named}\b[^}]*\}\s*from 'node:fs(/promises)?'`,
  )
  const called = new RegExp(String.raw`\bfs(Promises|\.promises)?\.${named}\(`)
  expect(shipped.length).toBeGreaterThan(300)
  expect("import { open, rename } from 'node:fs/promises'").toMatch(taken)
  const held = shipped.filter((file) => !file.replaceAll('\\', '/').endsWith(impatient))
  const found = held.filter((file) => {
    const text = readFileSync(file, 'utf8')
    return !file.endsWith('engine/files/rename.ts') && (taken.test(text) || called.test(text))
  })
  expect(found).toEqual([])
})

test('nothing is decided by when a file was changed: FAT32 rounds to two seconds of local time, and clocks are set', () => {
  // The diagnosis only prints it, and a tar has a place for one.
  const named = ['electron/engine/safety/rescue/diagnosis.ts', 'electron/engine/bundle/pack.ts']
  const found = [...shipped, ...filesBelow('shared')].filter((file) =>
    /\b([mca]time(Ms|Ns)?|birthtime(Ms)?)\b/.test(readFileSync(file, 'utf8')),
  )
  expect(found.map((file) => file.replaceAll('\\', '/')).toSorted()).toEqual(named.toSorted())
})

test('no dialog adds what was chosen to the list of recent documents', () => {
  const text = readFileSync('electron/main/dialogs.ts', 'utf8')
  const dialogs = text.match(/dialog\.show\w+Dialog\(/g) ?? []
  expect(dialogs.length).toBeGreaterThan(2)
  expect(text.match(/\.\.\.unremembered/g)).toHaveLength(dialogs.length)
})

test('a share of another computer is told from a long path and a disk of one\u2019s own', () => {
  for (const path of ['\\\\server\\share\\资料', '//server/share', '\\\\?\\UNC\\server\\share'])
    expect({ path, is: isOnNetwork(path, undefined) }).toEqual({ path, is: true })
  for (const path of ['C:\\Users\\资料', '\\\\?\\C:\\很长的路径', '/home/u/.config/yuanba'])
    expect({ path, is: isOnNetwork(path, 'ext4') }).toEqual({ path, is: false })
  const network = [
    'nfs4',
    'cifs',
    'smb3',
    '9p',
    'vboxsf',
    'virtiofs',
    'fuse.sshfs',
    'fuse.gvfsd-fuse',
    'fuse.rclone',
  ]
  const own = [
    'ext4',
    'xfs',
    'btrfs',
    'vfat',
    'exfat',
    'ntfs3',
    'fuseblk',
    'fuse.gocryptfs',
    'overlay',
    'tmpfs',
  ]
  expect([...network, ...own].filter((type) => isOnNetwork('/mnt/share', type))).toEqual(network)
})

test('the file system of a folder is that of the innermost mount, and of two at one place the later', () => {
  const mounts = [
    '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw',
    '30 22 0:40 / /mnt/示范\\040区 rw - fuse.sshfs clerk@server:/ rw',
    '31 22 0:41 / /mnt/twice rw - ext4 /dev/sdb1 rw',
    '32 31 0:42 / /mnt/twice rw master:2 - 9p shared rw',
    '',
  ].join('\n')
  expect(mountType(mounts, '/mnt/示范 区/资料')).toBe('fuse.sshfs')
  expect(mountType(mounts, '/mnt/示范 区二/资料')).toBe('ext4')
  expect(mountType(mounts, '/mnt/twice')).toBe('9p')
  expect(mountType(mounts, '/home/u')).toBe('ext4')
  expect(mountType('', '/home/u')).toBeUndefined()
})

test('a folder that a cloud service copies is known by its name', () => {
  expect(cloudOf('C:\\Users\\张\\OneDrive - 示范区\\资料')).toBe('OneDrive')
  expect(cloudOf('D:\\BaiduNetdiskWorkspace\\普法')).toBe('百度网盘')
  expect(cloudOf('/home/u/我的坚果云/普法')).toBe('坚果云')
  expect(cloudOf('/home/u/.config/yuanba/profile')).toBeNull()
  expect(cloudOf('C:\\云盘山村\\普法')).toBeNull()
})

test('a folder in which Windows finds no room for the database\u2019s names is told by its length', () => {
  const deep = (length: number) => `C:\\${'普法'.repeat(200)}`.slice(0, length)
  expect([deep(180), deep(181), deep(400)].map((path) => isTooLong(path, 'win32'))).toEqual([
    false,
    true,
    true,
  ])
  // With the prefix every name may be long, and elsewhere too.
  expect(isTooLong(`\\\\?\\${deep(300)}`, 'win32')).toBe(false)
  expect(isTooLong(`/home/${'u'.repeat(300)}`, 'linux')).toBe(false)
})
