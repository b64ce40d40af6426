import { z } from 'zod'
import type { Papers } from '../../transport/transport'

/** One part of the program and the terms that it comes under. */
export interface License {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly text: string
}

const listed = z.array(
  z.object({ name: z.string(), version: z.string(), license: z.string(), text: z.string() }),
)

const entities: Readonly<Record<string, string>> = {
  quot: '"',
  '#x27': "'",
  '#39': "'",
  lt: '<',
  gt: '>',
  amp: '&',
}
const plain = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&([a-z]+|#x?\d+);/g, (whole, name: string) => entities[name] ?? whole)

/**
 * The parts that Chromium's own page of licences lists, each name once; it is read as text, so nothing in it runs or is loaded.
 */
export function chromiumLicenses(html: string, version: string): readonly License[] {
  const texts = new Map<string, Set<string>>()
  for (const product of html.split('<div class="product">').slice(1)) {
    const name = plain(/<span class="title">([\s\S]*?)<\/span>/.exec(product)?.[1] ?? '').trim()
    const text = plain(/<pre>([\s\S]*?)<\/pre>/.exec(product)?.[1] ?? '').trim()
    if (name !== '' && text !== '') texts.set(name, (texts.get(name) ?? new Set()).add(text))
  }
  return [...texts].map(([name, found]) => ({
    name,
    version: `随 Chromium ${version}`,
    license: '',
    text: [...found].join('\n\n'),
  }))
}

/**
 * The licences of everything that ships: what was bundled, then what the window runs on.
 * @param window versions of what the window runs on; null in a browser, which is not ours
 */
export async function readLicenses(
  papers: Papers,
  window: { readonly electron: string; readonly chromium: string } | null,
): Promise<readonly License[]> {
  const bundled = await papers.read('licenses.json')
  const own = bundled === null ? [] : listed.parse(JSON.parse(bundled))
  if (window === null) return own
  const electron = await papers.read('licenses/electron.txt')
  const chromium = await papers.read('licenses/chromium.html')
  return [
    ...(electron === null
      ? []
      : [{ name: 'Electron', version: window.electron, license: 'MIT', text: electron.trim() }]),
    ...own,
    ...(chromium === null ? [] : chromiumLicenses(chromium, window.chromium)),
  ]
}

/** Those whose name, licence or text holds what was typed; all of them while nothing is. */
export function matching(licenses: readonly License[], typed: string): readonly License[] {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return licenses
  const inName = licenses.filter(({ name, license }) => `${name} ${license}`.toLowerCase().includes(wanted))
  const inText = licenses.filter((one) => !inName.includes(one) && one.text.toLowerCase().includes(wanted))
  return [...inName, ...inText]
}
