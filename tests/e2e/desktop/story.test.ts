import { desktopScreens } from '../../support/desktop'
import { storyLaw } from '../../support/story-law'

storyLaw('window', async () => desktopScreens)
