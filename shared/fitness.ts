// What the program needs of the machine below it, decided on versions alone.

/** The oldest glibc that the addon for Linux is built for (build/sqlite-addon.mjs): that of Kylin V10 SP2. */
export const oldestGlibc = '2.28'

/** Negative when the first version is the older one; `2.9` is older than `2.28`. */
function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((version) =>
    version.split('.').map((part) => Number.parseInt(part, 10)),
  )
  for (const [index, part] of (left ?? []).entries()) {
    const difference = part - (right?.[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/**
 * The running glibc in a report of Node's (`process.report.getReport()`); undefined on systems without one.
 * Source: Node's diagnostic report, `header.glibcVersionRuntime`.
 */
export function glibcIn(report: unknown): string | undefined {
  if (typeof report !== 'object' || report === null || !('header' in report)) return undefined
  const { header } = report
  if (typeof header !== 'object' || header === null || !('glibcVersionRuntime' in header)) return undefined
  return typeof header.glibcVersionRuntime === 'string' ? header.glibcVersionRuntime : undefined
}

/** Why a system is too old for the program; null when it is not, or has no glibc to be old. */
export function tooOldGlibc(
  found: string | undefined,
): { readonly found: string; readonly wanted: string } | null {
  return found !== undefined && compareVersions(found, oldestGlibc) < 0
    ? { found, wanted: oldestGlibc }
    : null
}

/** Whether an Electron is of an older line than the one that the program is made for, and so unfit for real data. */
export function isOlderElectron(running: string, madeFor: string): boolean {
  return Number.parseInt(running, 10) < Number.parseInt(madeFor, 10)
}
