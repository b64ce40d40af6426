import type { Browser } from 'playwright-core'
import { browserScreens, launchBrowser } from '../../support/browser'
import { describeKeyboard } from '../../support/keyboard-law'
import { fileNeeds } from '../../support/needs'

fileNeeds('chromium', 'chinese-font')

let browser: Browser
afterAll(() => browser.close())

describeKeyboard('in a browser over loopback', async () => {
  browser = await launchBrowser()
  return browserScreens(browser)
})
