import { ownDisks } from '../../../build/needs.mjs'

/**
 * What starts a program on disks of its own (the need `own-disks`): nobody else sees what `script` mounts, and it goes with
 * the program.
 */
export const onDisks = (script: string): string[] => [
  ...['unshare', ...ownDisks, 'sh', '-c', `set -e\n${script}\nexec "$@"`, 'sh'],
]
