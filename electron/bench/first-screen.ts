import { readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** The limit on what the first screen loads, in bytes before compression. */
export const FIRST_SCREEN_LIMIT = 1_200_000

/** What a script imports before it runs; what it imports later, by `import(…)`, stands in brackets and is not matched. */
const staticImport =
  /(?:^|[;}\n])\s*(?:import|export)\s*(?:[\w$\s{},*]+?\s*from\s*)?["'](\.\.?\/[^"']+\.js)["']/g
/** What the page itself names: scripts, their preloads and style sheets. */
const named = /<(?:script|link)\b[^>]*\b(?:src|href)="(\.\/[^"]+\.(?:js|css))"/g

function importsOf(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].flatMap(([, path]) => (path === undefined ? [] : [path]))
}

/**
 * The files that the built page loads before anything is on the screen: the page, its styles and scripts, and all that
 * these import before they run.
 * @param folder dist/renderer
 * @returns paths from that folder on, each with its bytes
 */
export function firstScreenFiles(folder: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  const add = (file: string): void => {
    if (found.has(file)) return
    const path = join(folder, file)
    found.set(file, statSync(path).size)
    if (!/\.(js|html)$/.test(file)) return
    const text = readFileSync(path, 'utf8')
    for (const next of importsOf(text, file.endsWith('.html') ? named : staticImport))
      add(relative(folder, join(dirname(path), next)))
  }
  add('index.html')
  return found
}

/** Their bytes together. */
export function firstScreenBytes(folder: string): number {
  return [...firstScreenFiles(folder).values()].reduce((sum, bytes) => sum + bytes, 0)
}
