import type { Browser } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import { storyLaw } from '../../support/screens/story-law'

fileNeeds('chromium', 'chinese-font')

let browser: Browser

storyLaw('browser', async () => {
  browser = await launchBrowser()
  return browserScreens(browser)
})
afterAll(() => browser?.close())
