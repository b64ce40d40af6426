import type { Output } from '.'

/** What removing a user came to, in words, for the window and the command line; without a full stop. */
export function removedUserText(name: string, { rekeyed, waitingFor }: Output<'users.remove'>): string {
  if (rekeyed) return `已移除用户 ${name}，并换了新的数据密钥`
  if (waitingFor.length > 0)
    return `已移除用户 ${name}。等${waitingFor.join('、')}各登录一次后，程序会自动换新的数据密钥`
  return `已移除用户 ${name}。新的数据密钥这次没有换成，请检查磁盘空间；下次登录时会自动再换`
}
