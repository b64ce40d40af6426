import type { Browser } from 'playwright-core'
import { makeExample } from '../desks/example'
import { browserScreens, launchBrowser } from './browser'
import { addUnit, foundDistrict, signIn } from './clerk'
import { layTable, type Screen } from './screen'

/** A laptop in a browser of its own for one test file: closing it takes the browser and all files along. */
export interface Seat extends Screen {
  readonly profile: string
}

/** Units of a new district, each within the one before. */
const units = [
  { name: '云锦街道', level: '街道（乡镇）', parent: '示范区司法局' },
  { name: '桂花村', level: '村', parent: '云锦街道' },
] as const

/** A seat at a district that has just been founded. @param depth how many of 云锦街道 and its village 桂花村 are entered */
export async function seatAtDistrict(depth: 0 | 1 | 2 = 0, user = '周永贵'): Promise<Seat> {
  const table = layTable()
  return seat(table.path('profile'), table.path('stick'), table.clear, async ({ page }) => {
    await foundDistrict(page, '示范区司法局', user)
    for (const unit of units.slice(0, depth)) await addUnit(page, unit)
  })
}

/** A seat at a district with example data, signed in. @param size and @param period as of `makeExample` */
export async function seatAtExample(size: number, period: string): Promise<Seat> {
  const { desk, profile } = await makeExample(size, period)
  return seat(profile, desk.path('stick'), desk.clear, ({ page }) => signIn(page))
}

/** What was opened is closed again when a later step of the opening fails: jest has no seat to close then. */
async function seat(
  profile: string,
  stick: string,
  clear: () => void,
  begin: (screen: Screen) => Promise<void>,
): Promise<Seat> {
  let browser: Browser | undefined
  let screen: Screen | undefined
  const close = async (): Promise<void> => {
    await screen?.close()
    await browser?.close()
    clear()
  }
  try {
    browser = await launchBrowser()
    screen = await browserScreens(browser)(profile, stick)
    await begin(screen)
    return { ...screen, profile, close }
  } catch (problem) {
    await close()
    throw problem
  }
}
