import type { Browser } from 'playwright-core'
import { browserScreens, launchBrowser } from '../../support/browser'
import { fileNeeds } from '../../support/needs'
import { storyLaw } from '../../support/story-law'

fileNeeds('chromium', 'chinese-font')

let browser: Browser

storyLaw('browser', async () => {
  browser = await launchBrowser()
  return browserScreens(browser)
})
afterAll(() => browser?.close())
