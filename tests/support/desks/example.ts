import { type Desk, openDesk } from './cli'

/** A district with a year of example data, made by the command line; its user is 管理员 with the usual passphrase. */
export interface Example {
  readonly desk: Desk
  readonly profile: string
}

/** @param size activities and sessions together; @param period a year or a month */
export async function makeExample(size: number, period: string): Promise<Example> {
  const desk = openDesk()
  const district = desk.laptop('district')
  await district.json(
    'init',
    '--role',
    'district',
    '--unit',
    '示范区',
    '--recovery-out',
    desk.path('recovery.key'),
  )
  await district.json('demo', '--size', String(size), '--seed', '1', '--period', period)
  return { desk, profile: district.profile }
}
