import { spawnSync } from 'node:child_process'
import { tell } from './seed'

/** What starts a program on disks of its own: nobody else sees what `script` mounts, and it goes with the program. */
export const onDisks = (script: string): string[] => [
  ...['unshare', ...flags, 'sh', '-c', `set -e\n${script}\nexec "$@"`, 'sh'],
]
const isRoot = process.getuid?.() === 0
const flags = isRoot ? ['--mount'] : ['--map-root-user', '--mount']

/** Whether this machine lets a test do that; a closed sandbox may not, and then it is said that nothing was tried. */
export function hasDisks(): boolean {
  const tried = spawnSync('unshare', [...flags, 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' })
  if (tried.status === 0) return true
  tell('这台机器不让测试挂载磁盘,这一项没有试')
  return false
}

/** Whether a folder can be made so that even root may not change it. */
export function canFreeze(folder: string): boolean {
  const done = (flag: string): boolean =>
    spawnSync('chattr', [flag, folder], { stdio: 'ignore' }).status === 0
  if (done('+i') && done('-i')) return true
  tell('这台机器不让测试把文件夹定住,这一项没有试')
  return false
}
