import { desktopScreens } from '../../support/desktop'
import { describeKeyboard } from '../../support/keyboard-law'
import { fileNeeds } from '../../support/needs'

fileNeeds('window')

describeKeyboard('in the desktop window', async () => desktopScreens)
