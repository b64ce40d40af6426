import { oneExchange } from '../exchange/one-at-a-time'
import type { Handlers } from '../handler'
import { joinCity } from './join-city'
import { createDistrict, joinDistrict } from './join-district'
import { createJoinFile } from './join-file'
import { admitNewcomer, listNewcomers, refuseNewcomer } from './newcomers'
import { rejoin } from './rejoin'

export const joiningHandlers = {
  'profile.createDistrict': (ctx, input) => createDistrict(ctx, input),
  'profile.join': (ctx, input) => joinDistrict(ctx, input),
  'sync.createJoinFile': (ctx, input) => oneExchange(ctx, () => createJoinFile(ctx, input)),
  'sites.joinCity': (ctx, input) => oneExchange(ctx, () => joinCity(ctx, input)),
  'sites.rejoin': (ctx, input) => oneExchange(ctx, () => rejoin(ctx, input)),
  'sites.newcomers': (ctx) => listNewcomers(ctx),
  'sites.admit': (ctx, input) => oneExchange(ctx, () => admitNewcomer(ctx, input)),
  'sites.refuse': (ctx, input) => oneExchange(ctx, async () => refuseNewcomer(ctx, input)),
} satisfies Handlers<
  | 'profile.createDistrict'
  | 'profile.join'
  | 'sync.createJoinFile'
  | 'sites.joinCity'
  | 'sites.rejoin'
  | 'sites.newcomers'
  | 'sites.admit'
  | 'sites.refuse'
>
