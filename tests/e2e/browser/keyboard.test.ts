import type { Browser } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import { describeKeyboard } from '../../support/screens/keyboard-law'

fileNeeds('chromium', 'chinese-font')

let browser: Browser
afterAll(() => browser.close())

describeKeyboard('in a browser over loopback', async () => {
  browser = await launchBrowser()
  return browserScreens(browser)
})
