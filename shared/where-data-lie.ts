/** Folders that a program copies to a server by itself, by the words in a path that tell. */
const clouds: readonly (readonly [word: RegExp, name: string])[] = [
  [/^onedrive/i, 'OneDrive'],
  [/百度网盘|BaiduNetdisk|BaiduSync/i, '百度网盘'],
  [/坚果云|Nutstore/i, '坚果云'],
  [/阿里云盘|aDrive/i, '阿里云盘'],
  [/天翼云盘|eCloud/i, '天翼云盘'],
  [/微云|Weiyun/i, '微云'],
  [/^WPS云盘/, 'WPS 云盘'],
  [/^WPS(Drive| Cloud Files)/i, 'WPS 云盘'],
  [/^(Dropbox|Google ?Drive|iCloud ?Drive|My Drive)/i, '网盘'],
]

/** The cloud service whose folder a path lies in, by its names alone; null for none that is known. */
export function cloudOf(path: string): string | null {
  const names = path.split(/[\\/]/)
  return clouds.find(([word]) => names.some((name) => word.test(name)))?.[1] ?? null
}

/** What Linux calls the file systems of other computers, and those that a virtual machine shares with the one around it. */
const networkTypes: ReadonlySet<string> = new Set([
  ...['nfs', 'nfs4', 'cifs', 'smb3', 'smbfs', 'ncpfs', 'afs', 'coda', 'ceph', 'lustre', 'beegfs', 'orangefs'],
  ...['9p', 'vboxsf', 'virtiofs', 'vmhgfs', 'prl_fs', 'davfs', 'gfs2', 'ocfs2'],
])
/** The same of programs that stand in for a file system. Others, as for NTFS or an encrypted folder, lie on a disk of this computer. */
const networkPrograms =
  /^fuse\.(sshfs|davfs2?|gvfsd-fuse|rclone|s3fs|s3ql|goofys|gcsfuse|glusterfs|ceph|curlftpfs|smbnetfs|cifs|nfs|vmhgfs-fuse|kio-fuse|juicefs|moosefs|mfs|google-drive-ocamlfuse|onedriver)\b/

/**
 * Whether a folder lies on another computer. Windows writes such a path with two backslashes in front. It does so too of a drive letter
 * that stands for a share, once it is asked where that really lies. Linux tells by the file system's type.
 * @param path as the system resolves it
 * @param type as `mountType` says it
 */
export function isOnNetwork(path: string, type: string | undefined): boolean {
  const isShare = /^(\\\\|\/\/)(?![.?])/.test(path) || /^\\\\\?\\UNC\\/i.test(path)
  return isShare || (type !== undefined && (networkTypes.has(type) || networkPrograms.test(type)))
}

/**
 * The type of the file system that a folder lies in. Of two that were mounted at one place the later one hides the other.
 * @param mounts the text of Linux' `/proc/self/mountinfo` (proc_pid_mountinfo(5))
 */
export function mountType(mounts: string, path: string): string | undefined {
  let [at, type]: [string, string | undefined] = ['', undefined]
  for (const line of mounts.split('\n')) {
    const [before = '', after = ''] = line.split(' - ')
    const point = before
      .split(' ')[4]
      ?.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
    if (point === undefined || point.length < at.length) continue
    if (path === point || path.startsWith(point.endsWith('/') ? point : `${point}/`))
      [at, type] = [point, after.split(' ')[0]]
  }
  return type
}

/** What SQLite puts behind a folder's name takes up to 60 characters, of 260 that Windows takes; a fifth of them stays in reserve. */
const LONGEST_ON_WINDOWS = 180

/**
 * Whether a path leaves Windows no room for the names of a database, unless it was told to allow long ones. Other files are not bound by
 * it: Node hands Windows every path with the prefix that lifts the limit. @param path absolute
 */
export function isTooLong(path: string, platform: string): boolean {
  return platform === 'win32' && !path.startsWith('\\\\?\\') && path.length > LONGEST_ON_WINDOWS
}
