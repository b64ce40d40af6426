import type { Page } from 'playwright-core'

/** One node of what a screen reader is told. */
export interface AxNode {
  readonly id: string
  readonly parent: string | undefined
  readonly role: string
  readonly name: string
  readonly description: string
  /** States and properties by their names: expanded, invalid, required, hasPopup … */
  readonly states: Readonly<Record<string, unknown>>
}

interface Value {
  readonly value?: unknown
}

/** Chromium's accessibility tree of the page, without what it leaves out for readers. */
export async function axTree(page: Page): Promise<readonly AxNode[]> {
  const devtools = await page.context().newCDPSession(page)
  try {
    const { nodes } = await devtools.send('Accessibility.getFullAXTree')
    return nodes
      .filter(({ ignored }) => !ignored)
      .map((node) => ({
        id: node.nodeId,
        parent: node.parentId,
        role: text(node.role),
        name: text(node.name).trim(),
        description: text(node.description),
        states: Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value])),
      }))
  } finally {
    await devtools.detach()
  }
}

const text = (value: Value | undefined): string => (typeof value?.value === 'string' ? value.value : '')

/** What is worked with, and what one goes to by its name. */
const named = new Set([
  ...[
    'button',
    'link',
    'textbox',
    'searchbox',
    'combobox',
    'listbox',
    'checkbox',
    'radio',
    'switch',
    'slider',
  ],
  ...[
    'spinbutton',
    'tab',
    'tablist',
    'menuitem',
    'option',
    'image',
    'form',
    'region',
    'navigation',
    'dialog',
    'alertdialog',
  ],
  ...['table', 'grid', 'radiogroup', 'complementary', 'article'],
])

/** A name that a person who reads Chinese alone understands: Chinese words, or a number. */
const isReadable = (name: string): boolean => /[\u3400-\u9fff]/.test(name) || /^[^a-z]*\d[^a-z]*$/.test(name)

/** What a screen reader would stumble over, node by node; empty when there is nothing. */
export function axProblems(nodes: readonly AxNode[]): readonly string[] {
  const inside = (node: AxNode, wanted: ReadonlySet<string>): boolean =>
    nodes.some((other) => wanted.has(other.role) && isBelow(other, node))
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const isBelow = (node: AxNode, above: AxNode): boolean => {
    for (let at = byId.get(node.parent ?? ''); at; at = byId.get(at.parent ?? ''))
      if (at === above) return true
    return false
  }
  return nodes.flatMap((node) => {
    const told = `${node.role} “${node.name}”`
    const { invalid, required, expanded, hasPopup } = node.states
    return [
      ...(named.has(node.role) && !isReadable(node.name) ? [`${told} has no Chinese name`] : []),
      ...(['table', 'grid'].includes(node.role) && !inside(node, new Set(['columnheader', 'rowheader']))
        ? [`${told} has no headers`]
        : []),
      ...(invalid === 'true' && node.description === '' ? [`${told} does not say what is wrong`] : []),
      ...(node.role === 'generic' &&
      node.states.focusable === true &&
      node.name === '' &&
      required === undefined
        ? [`a place without role or name has the keyboard`]
        : []),
      ...(node.role === 'combobox' && hasPopup !== undefined && expanded === undefined
        ? [`${told} does not say whether it is open`]
        : []),
    ]
  })
}
