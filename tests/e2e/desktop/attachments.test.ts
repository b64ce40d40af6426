import { readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { attachmentsLaw } from '../../support/attachments-law'
import { desktopScreens } from '../../support/desktop'
import { fileNeeds } from '../../support/needs'

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
