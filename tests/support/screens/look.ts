import { join } from 'node:path'
import { axeFindings } from './axe'
import { type Screen, settled } from './screen'

/** Chooses the type size in the window's head. */
export async function setTypeSize({ page }: Screen, percent: 100 | 125 | 150): Promise<void> {
  await page.getByRole('button', { name: `字号 ${percent}%` }).click()
}

/** What a system can ask of the window's colours, by the name of its pictures. */
const looks = {
  浅色: { colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none' },
  深色: { colorScheme: 'dark', contrast: 'no-preference', forcedColors: 'none' },
  高对比度: { colorScheme: 'light', contrast: 'more', forcedColors: 'none' },
  强制颜色: { colorScheme: 'dark', contrast: 'no-preference', forcedColors: 'active' },
} as const

/** `expectClean` of the screen as it stands in all colours: the window follows the system's, and ends light as it began. */
export async function expectCleanInAllColours(screen: Screen, folder: string, name: string): Promise<void> {
  for (const [look, media] of Object.entries(looks)) {
    await screen.page.emulateMedia(media)
    await expectClean(screen, join(folder, `${name}-${look}.png`))
  }
  await screen.page.emulateMedia(looks.浅色)
}

/** What may be wider than the screen, since it is scrolled by itself. */
const scrollers = '.table-scroll, .grid'

/**
 * Keeps a picture of the screen as it stands and expects nothing in it that axe finds, and nothing cut off sideways.
 * @param scrolled where it does not matter; `null`: it matters everywhere
 */
export async function expectClean(
  { page }: Screen,
  picture: string,
  scrolled: string | null = scrollers,
): Promise<void> {
  await settled(page)
  await page.waitForFunction(() => document.querySelector('[aria-busy=true], .ant-spin-spinning') === null)
  await page.screenshot({ path: picture })
  const found = await axeFindings(page)
  const cutOff = await page.evaluate((within) => {
    const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth
    const clipped = [...document.querySelectorAll<HTMLElement>('button, a, input, h1, label')].filter(
      (element) => {
        const box = element.getBoundingClientRect()
        const inScroller = within !== null && element.closest(within) !== null
        // What lies in a closed part of a form keeps its box and is not shown.
        return (
          !inScroller &&
          element.checkVisibility() &&
          box.width > 0 &&
          box.left < innerWidth &&
          box.right > innerWidth + 1
        )
      },
    )
    return [...(wide ? ['page'] : []), ...clipped.map((element) => element.outerHTML.slice(0, 120))]
  }, scrolled)
  expect({ picture, found, cutOff }).toEqual({ picture, found: [], cutOff: [] })
}
