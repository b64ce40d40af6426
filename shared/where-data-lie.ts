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

/** What Linux calls the file systems of other computers: NFS, SMB, CIFS, SMB 2 (statfs(2)). */
const networkTypes: ReadonlySet<number> = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42])

/**
 * Whether a folder lies on another computer: Windows writes such a path with two backslashes in front, Linux tells by the file system's
 * type. A drive letter that stands for a share can not be told from the path. @param type as `statfs` says it
 */
export function isOnNetwork(path: string, type: number | undefined): boolean {
  const isShare = /^(\\\\|\/\/)(?![.?])/.test(path) || /^\\\\\?\\UNC\\/i.test(path)
  return isShare || (type !== undefined && networkTypes.has(type))
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
