import { attachmentsLaw } from '../../support/attachments-law'
import { desktopScreens } from '../../support/desktop'

attachmentsLaw('window', async () => async (profile, stick) => {
  const screen = await desktopScreens(profile, stick)
  // Photos come through the page's own file dialog, not through the program's.
  let chosen: readonly string[] = []
  screen.page.on('filechooser', (chooser) => void chooser.setFiles([...chosen]))
  return {
    ...screen,
    async choose(...paths) {
      chosen = paths
    },
  }
})
