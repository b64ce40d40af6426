import type { Browser } from 'playwright-core'
import { browserScreens, launchBrowser } from '../../support/browser'
import { storyLaw } from '../../support/story-law'

let browser: Browser

storyLaw('browser', async () => {
  browser = await launchBrowser()
  return browserScreens(browser)
})
afterAll(() => browser?.close())
