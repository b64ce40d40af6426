import { fileNeeds } from '../../support/machine/needs'
import { desktopScreens } from '../../support/screens/desktop'
import { describeKeyboard } from '../../support/screens/keyboard-law'

fileNeeds('window')

describeKeyboard('in the desktop window', async () => desktopScreens)
