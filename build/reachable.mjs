/** Tests that root runs open windows as an ordinary user, who may not get to the checkout, such as one below /root. */
import { chmodSync, cpSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

function isOpenToAll(folder) {
  const above = dirname(folder)
  return (statSync(folder).mode & 0o005) === 0o005 && (above === folder || isOpenToAll(above))
}

/**
 * @param {string} folder of a program @param {() => string} choose a place for a copy, in a folder that everybody can enter
 * @returns {string} the folder itself where everybody gets there, or who asks is no root; else its copy
 */
export function reachable(folder, choose) {
  if (process.getuid?.() !== 0 || isOpenToAll(folder)) return folder
  const place = choose()
  cpSync(folder, place, { recursive: true })
  // A copy loses the bit that Chromium's sandbox lives by where user namespaces are off.
  const sandbox = join(place, 'chrome-sandbox')
  if (statSync(sandbox, { throwIfNoEntry: false })) chmodSync(sandbox, 0o4755)
  return place
}
