import { tmpdir } from 'node:os'

/** The temporary folder on the disk, for a test that is about the disk: the tests' own may lie in memory. */
export const diskFolder = (): string => process.env.YUANBA_DISK_FOLDER ?? tmpdir()
