import { fileNeeds } from '../../support/machine/needs'
import { desktopScreens } from '../../support/screens/desktop'
import { storyLaw } from '../../support/screens/story-law'

fileNeeds('window')

storyLaw('window', async () => desktopScreens)
