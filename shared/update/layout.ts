import { z } from 'zod'

/**
 * Where an installer puts the program. `plain`: the setup on Windows, the deb that puts it into `/opt/yuanba`. `uos`: the deb of the UOS
 * store, in `/opt/apps`. The two debs are different packages to the system: one does not take the other's place.
 */
export const updateLayout = z.enum(['plain', 'uos'])
export type UpdateLayout = z.output<typeof updateLayout>

/** How the program that runs was installed. @param program its whole path */
export const layoutOf = (program: string): UpdateLayout =>
  program.startsWith('/opt/apps/') ? 'uos' : 'plain'

/** 「Linux x64（UOS 应用商店版）」: a system in words, with the layout where it is not the usual one. */
export const withLayout = (system: string, layout: string): string =>
  layout === 'uos' ? `${system}（UOS 应用商店版）` : system
