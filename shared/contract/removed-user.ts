import type { Output } from '.'

/** What removing a user came to, in words, for the window and the command line; without a full stop. */
export function removedUserText(name: string, { rekeyed, letter }: Output<'users.remove'>): string {
  return newKeyText(`已移除用户 ${name}，本机代号改为 ${letter}`, rekeyed)
}

/** What was done, and whether the data have a new key; without a full stop. */
export function newKeyText(done: string, rekeyed: boolean): string {
  return rekeyed
    ? `${done}，并换了新的数据密钥`
    : `${done}。新的数据密钥这次没有换成，请检查磁盘空间；下次登录时会自动再换`
}
