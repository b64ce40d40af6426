import { z } from 'zod'
import type { Channel } from '../../shared/wire'

const title = z.string().max(200)
const html = z.string().max(64 * 1024 * 1024)

/** What each channel takes; anything else is refused before a handler sees it. */
export const channels = {
  'engine.call': z.strictObject({ name: z.string().max(80), input: z.unknown() }),
  'files.open': z.strictObject({
    title,
    extensions: z.array(z.string().regex(/^[a-z0-9]{1,10}$/)).max(20),
    multiple: z.boolean(),
  }),
  'files.folder': z.strictObject({ title }),
  'files.save': z.strictObject({ title, suggestedName: z.string().max(200) }),
  'files.waiting': z.strictObject({}),
  'files.take': z.strictObject({}),
  'print.dialog': z.strictObject({ html }),
  'print.pdf': z.strictObject({ html, token: z.string().max(100) }),
  'host.info': z.strictObject({}),
} as const satisfies Record<Channel, z.ZodType>

export type ChannelInput<C extends Channel> = z.output<(typeof channels)[C]>
