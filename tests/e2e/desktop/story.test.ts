import { desktopScreens } from '../../support/desktop'
import { fileNeeds } from '../../support/needs'
import { storyLaw } from '../../support/story-law'

fileNeeds('window')

storyLaw('window', async () => desktopScreens)
