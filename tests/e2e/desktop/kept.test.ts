import { fileNeeds } from '../../support/machine/needs'
import { desktopScreens } from '../../support/screens/desktop'
import { keptLaw } from '../../support/screens/kept-law'

fileNeeds('window')

keptLaw('the window', (table) => ({
  kept: table.path('desk'),
  // Profile and home beside each other: whatever the program writes lies below one folder.
  open: (_, stick) => desktopScreens(table.path('desk', 'profile'), stick),
}))
