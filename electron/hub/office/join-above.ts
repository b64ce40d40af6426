import type { Output, Parsed } from '../../../shared/contract'
import { joinCity } from '../../engine/joining/join-city'
import { atDesk } from '../desk/at-desk'
import type { Hub } from '../hub'

/** Connects a city's hub to its province by that office's joining file; its next file for it asks to be let in. @throws AppError as `joinCity` */
export async function joinAbove(
  hub: Hub,
  file: string,
  joinPassphrase: string,
): Promise<Output<'sites.joinCity'>> {
  return await atDesk(hub, async (desk) => {
    const joined = await joinCity(desk.ctx, {
      file: file as Parsed<'sites.joinCity'>['file'],
      joinPassphrase,
    })
    await desk.carryBack(hub.home)
    return joined
  })
}
