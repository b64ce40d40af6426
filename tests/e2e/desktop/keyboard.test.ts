import { desktopScreens } from '../../support/desktop'
import { describeKeyboard } from '../../support/keyboard-law'

describeKeyboard('in the desktop window', async () => desktopScreens)
