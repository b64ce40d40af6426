import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** Where the window stood, in the screen's points, and what it kept. */
const kept = z.object({
  bounds: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).optional(),
  maximized: z.boolean().optional(),
  /** The label of the stick that was used last. */
  stick: z.string().max(200).optional(),
})
export type Kept = z.infer<typeof kept>
export type Bounds = NonNullable<Kept['bounds']>

/** Reads what was kept; nothing where there is none or it can not be read: a window stands somewhere all the same. */
export function readKept(path: string): Kept {
  try {
    return kept.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}

/** So much of the window's upper edge must be on a screen: it can be taken hold of there. */
const grip = { width: 200, height: 40 }

/**
 * Where to open the window: as it stood, where a screen still shows its upper edge, and no larger than that screen. Where
 * none does (an unplugged monitor), and the first time, in its first size in the middle of the first screen.
 * @param areas of the screens, the first one first, without the taskbars
 */
export function placeOn(areas: readonly Bounds[], first: Omit<Bounds, 'x' | 'y'>, stood?: Bounds): Bounds {
  const holds = (area: Bounds): boolean => {
    if (!stood) return false
    const seen = Math.min(area.x + area.width, stood.x + stood.width) - Math.max(area.x, stood.x)
    const below = area.y + area.height - stood.y
    return seen >= grip.width && stood.y >= area.y && below >= grip.height
  }
  const area = areas.find(holds)
  if (stood && area)
    return { ...stood, width: Math.min(stood.width, area.width), height: Math.min(stood.height, area.height) }
  const [main = { x: 0, y: 0, ...first }] = areas
  const width = Math.min(first.width, main.width)
  const height = Math.min(first.height, main.height)
  return {
    x: main.x + Math.round((main.width - width) / 2),
    y: main.y + Math.round((main.height - height) / 2),
    width,
    height,
  }
}
