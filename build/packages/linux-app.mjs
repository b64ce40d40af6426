/** What Linux is told of the program: what it leans on, its entry in the menu, its kinds of files. */
import { app, fileTypes } from './app.mjs'

/** Debian's word for each processor that packages are made for. */
export const debianArch = { x64: 'amd64', arm64: 'arm64' }

/** Debian's section for programs that fit no other; the UOS store asks for a lower-case one as well. */
export const section = 'utils'

/**
 * Packages that hold the libraries which Electron's own files name or open at its start, first as Debian 13 calls them,
 * then as Debian 11 and 12 do. A test starts the program in a system that has these and no others.
 */
export const depends = [
  'libc6 (>= 2.28)',
  'libasound2t64 | libasound2',
  'libatk-bridge2.0-0t64 | libatk-bridge2.0-0',
  'libatk1.0-0t64 | libatk1.0-0',
  'libatspi2.0-0t64 | libatspi2.0-0',
  'libcairo2',
  'libcups2t64 | libcups2',
  'libdbus-1-3',
  'libdrm2',
  'libexpat1',
  'libgbm1',
  'libglib2.0-0t64 | libglib2.0-0',
  'libgtk-3-0t64 | libgtk-3-0',
  'libnspr4',
  'libnss3',
  'libpango-1.0-0',
  'libudev1',
  'libx11-6',
  'libx11-xcb1',
  'libxcb1',
  'libxcomposite1',
  'libxdamage1',
  'libxext6',
  'libxfixes3',
  'libxkbcommon0',
  'libxrandr2',
]

/** What a desktop has anyway: double clicks, and letters to show. The program starts without. */
export const recommends = [
  'desktop-file-utils',
  'shared-mime-info',
  'xdg-utils',
  'fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei | fonts-droid-fallback',
]

/**
 * The entry in the menu. `StartupWMClass` is what the window says of itself, or the dock shows a second icon.
 * @param {{program: string, icon: string}} where absolute path of the program; name of its icon
 */
export function desktopEntry({ program, icon }) {
  const lines = {
    Type: 'Application',
    Name: app.name,
    'Name[zh_CN]': app.name,
    Comment: app.about,
    'Comment[zh_CN]': app.about,
    Exec: `${program} %F`,
    Icon: icon,
    Terminal: 'false',
    Categories: 'Office;',
    MimeType: fileTypes.map(({ mime }) => `${mime};`).join(''),
    StartupWMClass: app.executable,
    StartupNotify: 'true',
  }
  const text = Object.entries(lines).map(([key, value]) => `${key}=${value}\n`)
  return `[Desktop Entry]\n${text.join('')}`
}

/** Tells the system's list of file kinds which names are the program's, and their icon. */
export function mimePackage({ icon }) {
  const types = fileTypes.map(
    ({ extension, mime, label }) =>
      `  <mime-type type="${mime}">
    <comment>${label}</comment>
    <icon name="${icon}"/>
    <glob pattern="*.${extension}"/>
  </mime-type>
`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
${types.join('')}</mime-info>
`
}
