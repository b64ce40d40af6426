import { fileNeeds } from '../../support/machine/needs'
import { browserScreens, keepingBrowser } from '../../support/screens/browser'
import { keptLaw } from '../../support/screens/kept-law'

fileNeeds('chromium', 'chinese-font')

keptLaw('a browser', (table) => {
  const kept = table.path('browser')
  return { kept, open: browserScreens(keepingBrowser(kept)) }
})
