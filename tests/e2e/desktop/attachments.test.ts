import { readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { fileNeeds } from '../../support/machine/needs'
import { attachmentsLaw } from '../../support/screens/attachments-law'
import { desktopScreens } from '../../support/screens/desktop'

fileNeeds('window')

const types: Readonly<Record<string, string>> = { '.jpg': 'image/jpeg', '.pdf': 'application/pdf' }

attachmentsLaw(
  'window',
  async () => desktopScreens,
  // The system's dialog stands outside the window: the files are put where it would put them.
  ({ page }, paths) =>
    page.locator('input[type=file]').setInputFiles(
      paths.map((path) => ({
        name: basename(path),
        mimeType: types[extname(path)] ?? 'application/octet-stream',
        buffer: readFileSync(path),
      })),
    ),
)
